import { isMultiPlatform } from '../model/build/build-platform.ts';
import type { BuildStep } from '../model/build/build-step.ts';
import { machinePlatform } from '../model/machine/machine.ts';
import type { Project } from '../model/project.ts';
import { type Platform, runsNatively } from '../oci/index.ts';
import { any, known, type Truth, unknown, yes } from '../value/index.ts';
import { dockerfileReaderOf } from './dockerfile-reader.ts';

/**
 * Whether a build runs on machines of its images' own platforms, so that `$BUILDPLATFORM` is the same as
 * `$TARGETPLATFORM`. Builders that know no `FROM --platform` count as such.
 */
export function isAtHome({ expectations }: Project, build: BuildStep): Truth {
  const reader = dockerfileReaderOf(build);
  if (build.tool === 'kaniko' || build.platforms.is === 'unset') return yes;
  if (reader.is === 'set' && reader.value.reader === 'the classic Docker builder') return yes;
  if (build.platforms.is === 'unknown') return unknown(...build.platforms.causes);
  if (isMultiPlatform(build)) return build.isSpread;
  const { items, openTo } = build.platforms.value;
  const machine = machinePlatform(build.job, expectations);
  if (openTo.length > 0) return unknown(...openTo);
  if (machine.is === 'set') return known(items.every(({ platform }) => runsNatively(machine.value.platform, platform)));
  const because = `nothing says on which machine \`${build.job.name}\` runs`;
  return unknown(
    ...(machine.is === 'unknown' ? machine.causes : [{ kind: 'runner' as const, because, at: build.span }]),
  );
}

/**
 * Whether a build makes an image for a platform on a machine of that platform. A build of several on one machine is at
 * home on that of the machine only.
 */
export function isAtHomeOn(project: Project, build: BuildStep, platform: Platform): Truth {
  const isHome = isAtHome(project, build);
  if (isHome.is === 'yes' || !isMultiPlatform(build)) return isHome;
  const machine = machinePlatform(build.job, project.expectations);
  return any([isHome, known(machine.is === 'set' && runsNatively(machine.value.platform, platform))]);
}

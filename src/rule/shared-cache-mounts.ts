import { type SharedFolder, sharedFolders } from '../facts/cache-mounts.ts';
import { isMultiPlatform } from '../model/build/build-platform.ts';
import type { BuildStep } from '../model/build/build-step.ts';
import type { Dockerfile, DockerfileRun, DockerfileStage, RunMount } from '../model/dockerfile/dockerfile.ts';
import { type DockerfileReading, dockerfileReadings, stagePlatform } from '../model/dockerfile/dockerfile-readings.ts';
import type { Project } from '../model/project.ts';
import type { Platform } from '../oci/index.ts';
import { all, groupBy, knownString, not, onceFor, type Text, type Truth, textKey } from '../value/index.ts';
import { programOf } from './hard-coded-words.ts';

/** A cache mount that several platforms of one build share, though they cannot. */
export interface SharedMount {
  readonly mount: RunMount;
  readonly run: DockerfileRun;
  readonly stage: DockerfileStage;
  readonly folder: SharedFolder;
  /** As written. */
  readonly target: string;
  readonly platforms: readonly Platform[];
  readonly build: BuildStep;
  /** Whether one builder makes the platforms. */
  readonly isShared: Truth;
}

/** The cache mounts of a Dockerfile that platforms of one build share, one for each such build, in order. */
export function sharedCacheMounts(project: Project, dockerfile: Dockerfile): readonly SharedMount[] {
  const readings = dockerfileReadings(project, dockerfile);
  const byBuild = groupBy(
    readings.flatMap((reading) => reading.builds.filter(isMultiPlatform).map((build) => ({ build, reading }))),
    ({ build }) => build,
  );
  return [...byBuild].flatMap(([build, uses]) => {
    const own = [...new Set(uses.map(({ reading }) => reading))];
    const [first] = own;
    return first === undefined ? [] : mountsOf(first).flatMap((mount) => shared(mount, own, build));
  });
}

interface PlacedMount {
  readonly mount: RunMount;
  readonly run: DockerfileRun;
  readonly stage: DockerfileStage;
}

const mountsOf = onceFor(({ stages, platform }: DockerfileReading): readonly PlacedMount[] =>
  stages
    .filter((stage) => stagePlatform(stage, platform).is === 'target')
    .flatMap((stage) =>
      stage.runs.flatMap((run) =>
        run.mounts.filter(({ type }) => type === 'cache').map((mount) => ({ mount, run, stage })),
      ),
    ),
);

function shared(
  { mount, run, stage }: PlacedMount,
  readings: readonly DockerfileReading[],
  build: BuildStep,
): readonly SharedMount[] {
  const target = knownString(targetOf(mount) ?? { parts: [], span: mount.span }) ?? '';
  const folder = sharedFolders.find((one) => one.folder.test(target) && isUsed(one, run));
  const sharing = knownString(mount.options.get('sharing') ?? { parts: [], span: mount.span });
  if (folder === undefined || (folder.needsLockOnly && (sharing === 'locked' || sharing === 'private'))) return [];
  const own = keyOf(mount);
  const alike = readings.filter((reading) =>
    mountsOf(reading).some((other) => other.mount.span.start === mount.span.start && keyOf(other.mount) === own),
  );
  const platforms = alike.map(({ platform }) => platform);
  if (platforms.length < 2) return [];
  const isBuilt = all(alike.map((reading) => reading.isBuilt));
  return [{ mount, run, stage, folder, target, platforms, build, isShared: all([isBuilt, not(build.isSpread)]) }];
}

const targetOf = ({ options }: RunMount): Text | undefined =>
  options.get('target') ?? options.get('dst') ?? options.get('destination');

/** What tells a cache from others: its id, or else its target. Source: docs.docker.com/reference/dockerfile#run---mounttypecache. */
function keyOf(mount: RunMount): string {
  const key = mount.options.get('id') ?? targetOf(mount);
  return key === undefined ? '' : textKey(key);
}

function isUsed({ command }: SharedFolder, { commands }: DockerfileRun): boolean {
  if (command === undefined) return true;
  return commands.items.some((one) => {
    const words = one.args.items.map((arg) => knownString(arg) ?? '');
    return (
      programOf(one) === command.program &&
      words.includes(command.subcommand) &&
      !words.some((word) => command.unless.test(word))
    );
  });
}

import { type Platform, samePlatform } from '../../oci/index.ts';
import {
  type Cause,
  distinctCauses,
  type Field,
  hidden,
  type OpenList,
  onceFor,
  set,
  unset,
} from '../../value/index.ts';
import { builtPlatform, builtPlatforms } from '../build/build-platform.ts';
import type { BuildArg, BuildStep } from '../build/build-step.ts';
import { hasHiddenBuilds } from '../build/hidden-builds.ts';
import type { Project } from '../project.ts';
import type { Dockerfile, DockerfileStage } from './dockerfile.ts';
import { madeStages, targetStage } from './dockerfile-stages.ts';

/** A build of a Dockerfile. */
export interface DockerfileUse {
  readonly build: BuildStep;
  /** The stage that becomes the image: that of `--target`, or the last; unset if there is no such stage. */
  readonly target: Field<DockerfileStage>;
  /** The stages whose instructions run, in their order. With an unknown target: those of every stage it may be. */
  readonly stages: readonly DockerfileStage[];
  /** The platforms for which it is built; open where they cannot be told. */
  readonly platforms: OpenList<Platform>;
}

/**
 * Who builds a Dockerfile in CI, in the pipelines' order. Open to builds out of sight and to those whose Dockerfile is not
 * known. None for certain only where CI is read in full.
 */
export const dockerfileUses = (project: Project, { file }: Dockerfile): OpenList<DockerfileUse> => {
  const { byPath, openTo } = usesIn(project);
  return { items: byPath.get(file.path) ?? [], openTo };
};

/** Whether a Dockerfile is built in CI at all, as far as that is known; other files may be for laptops. */
export const isBuiltInCi = (project: Project, dockerfile: Dockerfile): boolean =>
  dockerfileUses(project, dockerfile).items.length > 0;

/**
 * All platforms for which a Dockerfile is built: those of its builds, or, where no build of it is known to name one, those
 * that the policy asks for. Open where a build or its platform is out of sight.
 */
export function dockerfilePlatforms(project: Project, dockerfile: Dockerfile): OpenList<Platform> {
  const uses = dockerfileUses(project, dockerfile);
  const built = uses.items.flatMap(({ platforms }) => platforms.items);
  const openTo = [...uses.openTo, ...uses.items.flatMap(({ platforms }) => platforms.openTo)];
  return { items: distinct(built.length === 0 ? project.expectations.platforms : built), openTo };
}

/** The value that a build gives to an `ARG` by `--build-arg`; unset: it certainly gives none. */
export function buildArgOf({ buildArgs }: BuildStep, name: string): Field<BuildArg> {
  const found = buildArgs.items.findLast((arg) => arg.name === name);
  if (found !== undefined) return set(found);
  return buildArgs.openTo.length > 0 ? hidden(...buildArgs.openTo) : unset;
}

interface Uses {
  readonly byPath: ReadonlyMap<string, readonly DockerfileUse[]>;
  readonly openTo: readonly Cause[];
}

const usesIn = onceFor((project: Project): Uses => {
  const byPath = new Map<string, DockerfileUse[]>();
  const causes: Cause[] = [];
  for (const build of project.builds.items) {
    const { dockerfile } = build;
    if (dockerfile.is === 'unknown') causes.push(...dockerfile.causes);
    if (dockerfile.is !== 'set') continue;
    const { path } = dockerfile.value.file;
    const uses = byPath.get(path) ?? [];
    uses.push(useOf(project, build, dockerfile.value));
    byPath.set(path, uses);
  }
  const hiddenBuilds = hasHiddenBuilds(project);
  if (hiddenBuilds.is === 'unknown') causes.push(...hiddenBuilds.causes);
  return { byPath, openTo: distinctCauses(causes) };
});

function useOf(project: Project, build: BuildStep, dockerfile: Dockerfile): DockerfileUse {
  const target = targetStage(dockerfile, build.target);
  const items = builtPlatforms(build, project.expectations);
  const openTo = items.length > 0 ? openingsOf(build) : whyUntold(project, build);
  return { build, target, stages: madeStages(dockerfile, build), platforms: { items, openTo } };
}

const openingsOf = ({ platforms }: BuildStep): readonly Cause[] =>
  platforms.is === 'set' ? platforms.value.openTo : [];

function whyUntold({ expectations }: Project, build: BuildStep): readonly Cause[] {
  if (build.platforms.is === 'unknown') return build.platforms.causes;
  if (build.platforms.is === 'set') return build.platforms.value.openTo;
  const built = builtPlatform(build, expectations);
  if (built.is === 'unknown') return built.causes;
  const because = `nothing says for which platform \`${build.job.name}\` builds`;
  return [{ kind: 'runner', because, at: build.span }];
}

const distinct = (platforms: readonly Platform[]): readonly Platform[] =>
  platforms.filter((platform, index) => platforms.findIndex((other) => samePlatform(other, platform)) === index);

import { formatPlatform, type Platform, parsePlatform, samePlatform, soleArchIn } from '../../oci/index.ts';
import {
  all,
  type Cause,
  groupBy,
  hole,
  holesOf,
  knownString,
  onceFor,
  type Text,
  type Truth,
  textKey,
  unknown,
  yes,
} from '../../value/index.ts';
import type { BuildStep } from '../build/build-step.ts';
import type { Project } from '../project.ts';
import type { Dockerfile, DockerfileStage } from './dockerfile.ts';
import { madeStages, stagesBehind, targetStage } from './dockerfile-stages.ts';
import { type DockerfileUse, dockerfileUses } from './dockerfile-uses.ts';

/** A Dockerfile as the builds for one platform meet it. */
export interface DockerfileReading {
  readonly platform: Platform;
  /** The stages whose instructions run, in their order. */
  readonly stages: readonly DockerfileStage[];
  /** The stage that becomes the image; absent where that is not known. */
  readonly target?: DockerfileStage;
  /** The builds that meet it so; none if only the policy asks for the platform. */
  readonly builds: readonly BuildStep[];
  /** Whether nobody but the policy asks for the platform. */
  readonly isOnlyAsked: boolean;
  /** Whether the Dockerfile is built for the platform at all; never "no". */
  readonly isBuilt: Truth;
  /** Why more build arguments may be given than are known. */
  readonly openArgs: readonly Cause[];
}

/**
 * The readings of a Dockerfile, one for each platform, target and set of build arguments with which CI builds it. For a
 * build of which no platform is known, and for a Dockerfile that nothing builds, those that the policy asks for count;
 * the latter may name its only one in its path (`Dockerfile.arm64`).
 */
export const dockerfileReadings = (project: Project, dockerfile: Dockerfile): readonly DockerfileReading[] =>
  readingsIn(project)(dockerfile);

const readingsIn = onceFor((project: Project) =>
  onceFor((dockerfile: Dockerfile): readonly DockerfileReading[] => {
    const uses = dockerfileUses(project, dockerfile).items;
    return uses.length === 0 ? readingsWithoutBuild(project, dockerfile) : readingsOf(project, dockerfile, uses);
  }),
);

/** A platform for which a build makes a Dockerfile's image. */
interface MeantUse {
  readonly use: DockerfileUse;
  readonly platform: Platform;
  readonly isOnlyAsked: boolean;
}

function readingsOf(
  project: Project,
  dockerfile: Dockerfile,
  uses: readonly DockerfileUse[],
): readonly DockerfileReading[] {
  const meant = uses.flatMap((use): readonly MeantUse[] => {
    const isOnlyAsked = use.platforms.items.length === 0;
    const platforms = isOnlyAsked ? askedFor(project, use) : use.platforms.items;
    return platforms.map((platform) => ({ use, platform, isOnlyAsked }));
  });
  return [...groupBy(meant, keyOf).values()].flatMap((alike) => {
    const [first] = alike;
    if (first === undefined) return [];
    return { ...readingOf(dockerfile, first), builds: alike.map(({ use }) => use.build) };
  });
}

/** The platforms of all readings, each once. */
export const platformsRead = (readings: readonly DockerfileReading[]): readonly Platform[] =>
  distinctPlatforms(readings.map(({ platform }) => platform));

/** Whether CI builds a Dockerfile for more than one platform, whatever the policy asks for. */
export const isBuiltForSeveral = (readings: readonly DockerfileReading[]): boolean =>
  platformsRead(readings.filter(({ isOnlyAsked }) => !isOnlyAsked)).length > 1;

/** The platforms, each once. */
export const distinctPlatforms = (platforms: readonly Platform[]): readonly Platform[] =>
  platforms.filter((platform, index) => platforms.findIndex((other) => samePlatform(other, platform)) === index);

/** The platforms that the policy asks for, less those that the path of the Dockerfile rules out. */
const askedFor = ({ expectations }: Project, { build }: DockerfileUse): readonly Platform[] => {
  if (build.pushed.is === 'no' || build.dockerfile.is !== 'set') return [];
  const { path } = build.dockerfile.value.file;
  return expectations.platforms.filter((platform) => mayBeFor(path, platform));
};

/** Whether a path names no other architecture: `docker/amd64/Dockerfile`, `Dockerfile.arm`. */
function mayBeFor(path: string, { architecture }: Platform): boolean {
  const named = soleArchIn(path)?.architecture ?? (/(?:^|[^a-z])arm(?:[^a-z0-9]|$)/i.test(path) ? 'arm' : architecture);
  return named === architecture;
}

function readingOf(
  dockerfile: Dockerfile,
  { use: { build }, platform, isOnlyAsked }: MeantUse,
): Omit<DockerfileReading, 'builds'> {
  const read = dockerfile.builtWith({ platform, args: new Map(argsOf(build)) });
  const target = targetStage(read, build.target);
  return {
    platform,
    stages: madeStages(read, build),
    ...(target.is === 'set' ? { target: target.value } : {}),
    isOnlyAsked,
    isBuilt: all([build.runs, target.is === 'unknown' ? unknown(...target.causes) : yes]),
    openArgs: build.buildArgs.openTo,
  };
}

/** The last value of each build argument; one without a value comes from the environment of the job. */
const argsOf = ({ buildArgs }: BuildStep): readonly (readonly [string, Text])[] =>
  buildArgs.items.map(({ name, value, span }) => [
    name,
    value.is === 'set'
      ? value.value
      : hole(`build argument ${name}`, `$${name}`, {
          kind: 'variable',
          because: `the job's environment gives \`${name}\` its value`,
          at: span,
        }),
  ]);

const keyOf = ({ use: { build }, platform }: MeantUse): string =>
  [
    formatPlatform(platform),
    build.target.is === 'set' ? textKey(build.target.value) : build.target.is,
    build.runs.is,
    String(build.buildArgs.openTo.length),
    ...argsOf(build).map(([name, value]) => `${name}=${textKey(value)}`),
  ].join('\0');

function readingsWithoutBuild(project: Project, dockerfile: Dockerfile): readonly DockerfileReading[] {
  const { file } = dockerfile;
  const because = `no job that could be read builds \`${file.path}\``;
  const isBuilt = project.pipelines.length === 0 ? yes : unknown({ kind: 'indirection', because, at: file.span(0, 0) });
  return project.expectations.platforms.flatMap((platform) => {
    if (!mayBeFor(file.path, platform)) return [];
    const read = dockerfile.builtWith({ platform, args: new Map() });
    const target = read.stages.at(-1);
    if (target === undefined) return [];
    return [{ platform, stages: stagesBehind(target), target, builds: [], isOnlyAsked: true, isBuilt, openArgs: [] }];
  });
}

/** The platform whose programs a stage holds and runs. */
export type StagePlatform =
  /** That of the image. */
  | { readonly is: 'target' }
  /** That of the machine: `FROM --platform=$BUILDPLATFORM`. */
  | { readonly is: 'builder' }
  /** The one that is written. */
  | { readonly is: 'fixed'; readonly platform: Platform }
  | { readonly is: 'unknown' };

/** The platform of a stage; of a stage that starts from another one, that of the other, since builders ignore its flag. */
export function stagePlatform(stage: DockerfileStage, target: Platform): StagePlatform {
  let origin = stage;
  while (origin.from.is === 'stage') origin = origin.from.stage;
  const { platformFlag } = origin;
  if (platformFlag.is === 'unset') return { is: 'target' };
  if (platformFlag.is === 'unknown') return platformFlag;
  if (holesOf(platformFlag.value).some(({ symbol }) => symbol.startsWith('BUILD'))) return { is: 'builder' };
  const parsed = parsePlatform(knownString(platformFlag.value) ?? '');
  if (parsed.is !== 'platform') return { is: 'unknown' };
  return samePlatform(parsed.platform, target) ? { is: 'target' } : { is: 'fixed', platform: parsed.platform };
}

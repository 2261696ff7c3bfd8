import {
  type BuildStep,
  builtHere,
  type Cause,
  type Dockerfile,
  type DockerfileCopy,
  type DockerfileStage,
  type DockerfileUse,
  defineRule,
  dockerfileUses,
  dropFlag,
  holesOf,
  installedIn,
  knownString,
  machinePrograms,
  no,
  type Platform,
  type Problem,
  type Project,
  parsePlatform,
  type Related,
  rootStage,
  type Span,
  samePlatform,
  show,
  stagesBehind,
  type Truth,
  takenFiles,
  unknown,
  unless,
  type Verdict,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dockerfile-from-platform-constant',
  group: 'dockerfile',
  severity: 'warning',
  summary: 'No stage that an image consists of is tied to one platform',
  why: `
\`FROM --platform=linux/amd64\` takes the amd64 base for every image. The image for arm64 then holds amd64 programs under
an arm64 label: it is pulled by arm64 machines and ends in \`exec format error\`, or runs under emulation.
  `,
  exceptions: `
Reported are the stage that becomes the image, with those it starts from, and stages out of which it copies programs: those
of a compiler that is told no other target, and installed packages. Script bundles, certificates and configuration are the
same on every platform. A build for the very platform makes no difference, Kaniko ignores the flag, and of a Dockerfile
that nothing is known to build for another platform nothing is said. \`--platform=$TARGETPLATFORM\` is the default and pointed
out as an info. The comments \`# hadolint ignore=DL3029\` and \`# check=skip=FromPlatformFlagConstDisallowed\` are honoured.
  `,
  references: [
    'https://docs.docker.com/reference/build-checks/from-platform-flag-const-disallowed/',
    'https://docs.docker.com/reference/build-checks/redundant-target-platform/',
  ],
  fixes: ['safe', 'unsafe'],
  equivalents: {
    hadolint: ['DL3029', 'DL3065'],
    buildkit: ['FromPlatformFlagConstDisallowed', 'RedundantTargetPlatform'],
  },

  *check({ project }) {
    for (const dockerfile of project.dockerfiles) {
      for (const tied of tiedStages(project, dockerfile))
        yield* unless(tied.isRight, () => problemOf(project, dockerfile, tied));
      yield* redundantFlags(dockerfile);
    }
  },
});

/** A stage of one platform that goes into images of others. */
interface TiedStage {
  readonly stage: DockerfileStage;
  readonly platform: Platform;
  /** The platforms of the images that get it. */
  readonly foreign: readonly Platform[];
  readonly uses: readonly DockerfileUse[];
  /** Whether no image of another platform gets it after all; never "yes". */
  readonly isRight: Truth;
  /** The copy that takes programs out of it; absent where the image starts from it. */
  readonly copied?: Related;
}

function tiedStages(project: Project, dockerfile: Dockerfile): readonly TiedStage[] {
  const uses = dockerfileUses(project, dockerfile).items.filter(({ build }) => build.tool !== 'kaniko');
  return dockerfile.stages.flatMap((stage) => {
    const platform = constantOf(stage);
    if (platform === undefined) return [];
    const isForeign = (other: Platform): boolean => !samePlatform(other, platform);
    const wrong = uses.filter(({ platforms }) => platforms.items.some(isForeign));
    const open = uses.filter(({ build }) => causesOf(build).length > 0);
    const affected = wrong.length > 0 ? wrong : open;
    const role = roleOf(dockerfile, stage, affected);
    const foreign = distinct(wrong.flatMap(({ platforms }) => platforms.items.filter(isForeign)));
    const isRight = wrong.length > 0 ? no : unknown(...open.flatMap(({ build }) => causesOf(build)));
    return role === undefined ? [] : [{ stage, platform, foreign, uses: affected, isRight, ...role }];
  });
}

/** Why a build may ask for more platforms than are known. */
const causesOf = ({ platforms }: BuildStep): readonly Cause[] => {
  if (platforms.is === 'set') return platforms.value.openTo;
  return platforms.is === 'unknown' ? platforms.causes : [];
};

/** The platform that a `FROM` line names in so many words. */
function constantOf({ from, platformFlag, flags }: DockerfileStage): Platform | undefined {
  const written = flags.find(({ name }) => name === 'platform')?.value;
  const value = platformFlag.is === 'set' ? knownString(platformFlag.value) : undefined;
  if (from.is !== 'image' || value === undefined || written?.includes('$') === true) return undefined;
  const parsed = parsePlatform(value);
  return parsed.is === 'platform' ? parsed.platform : undefined;
}

/** What a stage is to the images: their base, or the source of programs; `undefined` if neither is seen. */
function roleOf(
  dockerfile: Dockerfile,
  stage: DockerfileStage,
  uses: readonly DockerfileUse[],
): Pick<TiedStage, 'copied'> | undefined {
  const targets = uses.flatMap(({ target }) => (target.is === 'set' ? [target.value] : []));
  if (targets.some((target) => rootStage(target) === stage)) return {};
  for (const copy of targets.flatMap(stagesBehind).flatMap(({ copies }) => copies)) {
    const origin = sourceOf(copy);
    if (origin !== undefined && rootStage(origin) === stage && takesPrograms(dockerfile, origin, copy))
      return { copied: { at: copy.span, message: 'its programs are copied here' } };
  }
  return undefined;
}

/** Whether a copy takes programs that are for the platform of the stage that it copies from. */
function takesPrograms({ stages }: Dockerfile, origin: DockerfileStage, { sources, span }: DockerfileCopy): boolean {
  const made = takenFiles(sources, machinePrograms(stages).get(origin) ?? []);
  const isCompiled = made.some((file) => rootStage(file.stage) === rootStage(origin));
  return isCompiled || installedIn({ origin, sources, at: span }).some(({ matters }) => matters.is === 'yes');
}

const sourceOf = ({ from }: DockerfileCopy): DockerfileStage | undefined =>
  from.is === 'set' && from.value.is === 'stage' ? from.value.stage : undefined;

function problemOf(
  project: Project,
  dockerfile: Dockerfile,
  { stage, platform, foreign, uses, copied }: TiedStage,
): Problem {
  const builds = uses.map(({ build }) => build);
  const isBase = copied === undefined;
  const isShared = dockerfile.stages.some(({ from }) => from.is === 'stage' && from.stage === stage);
  const what = isBase ? `starts from ${baseOf(stage)}` : 'gets programs';
  return {
    at: flagOf(stage),
    message: `the image for ${foreign.length === 0 ? 'another platform' : show.platforms(foreign)} ${what} of ${show.platform(platform)}`,
    help: isBase
      ? 'drop the flag'
      : 'drop the flag, or write `--platform=$BUILDPLATFORM` and compile for `$TARGETARCH`',
    related: [...(isBase ? [] : [copied]), ...builtHere(project, builds)],
    jobs: builds.map(({ job }) => job),
    identity: String(stage.index),
    ...(isBase ? { severity: 'error' as const } : {}),
    fix: {
      title: 'Drop `--platform`',
      safety: 'unsafe',
      because: isShared
        ? 'the stages that start from this one change with it'
        : 'the base may not exist for every platform',
      patches: dropFlag(stage, 'platform'),
    },
  };
}

const baseOf = ({ from }: DockerfileStage): string =>
  from.is === 'image' ? `the \`${show.image(from.reference)}\`` : 'a stage';

const flagOf = (stage: DockerfileStage): Span =>
  stage.flags.find(({ name }) => name === 'platform')?.span ?? stage.span;

/** Flags that ask for what is the case anyway; one finding for all. */
function* redundantFlags({ stages }: Dockerfile): Generator<Verdict> {
  const [first, ...others] = stages.filter(({ from, platformFlag }) => {
    const holes = platformFlag.is === 'set' ? holesOf(platformFlag.value) : [];
    return from.is === 'image' && holes.length === 1 && holes[0]?.symbol === 'TARGETPLATFORM';
  });
  if (first === undefined) return;
  yield* violation({
    at: flagOf(first),
    severity: 'info',
    message: '`--platform=$TARGETPLATFORM` asks for what every stage is without it',
    help: 'drop the flag',
    related: others.map((stage) => ({ at: flagOf(stage), message: 'so does this one' })),
    identity: 'redundant',
    fix: {
      title: 'Drop `--platform`',
      safety: 'safe',
      patches: [first, ...others].flatMap((stage) => dropFlag(stage, 'platform')),
    },
  });
}

const distinct = (platforms: readonly Platform[]): readonly Platform[] =>
  platforms.filter((one, index) => platforms.findIndex((other) => samePlatform(other, one)) === index);

import {
  all,
  type BuildStep,
  buildArgOf,
  builtHere,
  type Cause,
  type Dockerfile,
  type DockerfileArg,
  type DockerfileStage,
  type DockerfileUse,
  defineRule,
  dockerfileUses,
  type Fix,
  fixByBuildArg,
  isPlatformArg,
  known,
  knownString,
  machinePlatform,
  type NameUse,
  type Platform,
  type Problem,
  type Project,
  platformArgsIn,
  platformArgValue,
  refusesDefault,
  replaceBy,
  show,
  showReader,
  sourceText,
  type Truth,
  unknown,
  unless,
  yes,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dockerfile-platform-arg-default',
  group: 'dockerfile',
  severity: 'error',
  summary: 'A platform argument has no default that a build for another platform would get',
  why: `
The default in \`ARG TARGETARCH=amd64\` is no fallback. BuildKit puts it in the place of its own value, so every platform is built
as amd64; Kaniko before the fork's 1.25.3 has no value of its own, and takes the default on every machine. Buildah ignores
the default of \`TARGETARCH\`, and ends the build at one of \`TARGETPLATFORM\` or \`BUILDPLATFORM\`.
  `,
  exceptions: `
A default that is right for all platforms that are built, such as \`TARGETOS=linux\`, does no harm; nor does one for which every
build passes \`--build-arg\`, or one that no instruction sees. A Dockerfile that nothing in CI is known to build is undecided,
unless the policy names its platforms.
  `,
  references: [
    'https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope',
    'https://github.com/docker/buildx/issues/510',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const dockerfile of project.dockerfiles)
      for (const fixed of defaultsIn(dockerfile))
        yield* unless(isRight(project, fixed), () => problemOf(project, fixed));
  },
});

/** A platform argument with a default that is known. */
interface Default {
  readonly dockerfile: Dockerfile;
  /** Absent: in front of the first stage. */
  readonly stage?: DockerfileStage;
  readonly arg: DockerfileArg;
  readonly value: string;
  /** The first place that names it; absent where only the environment of a `RUN` shows it. */
  readonly use?: NameUse;
}

function defaultsIn(dockerfile: Dockerfile): readonly Default[] {
  const global = dockerfile.globalArgs.filter((arg) => isDefault(arg) && isUsedGlobally(dockerfile, arg));
  return [
    ...global.flatMap((arg) => defaultOf(dockerfile, arg)),
    ...dockerfile.stages.flatMap((stage) =>
      stage.args
        .filter((arg) => isDefault(arg) && !stage.env.includes(arg) && isSeen(stage, arg))
        .flatMap((arg) => defaultOf(dockerfile, arg, stage)),
    ),
  ];
}

const isDefault = ({ name, value }: DockerfileArg): boolean => isPlatformArg(name) && value.is === 'set';

/** Whether the environment of a `RUN` shows an argument, or another instruction such as `COPY` names it. */
const isSeen = ({ runs, uses }: DockerfileStage, arg: DockerfileArg): boolean =>
  runs.some(({ span }) => span.start > arg.span.end) || uses.some((use) => isUseOf(use, arg, false));

function defaultOf(dockerfile: Dockerfile, arg: DockerfileArg, stage?: DockerfileStage): readonly Default[] {
  const value = arg.value.is === 'set' ? knownString(arg.value.value) : undefined;
  if (value === undefined || isUsual(arg.name, value)) return [];
  const use = dockerfile.stages.flatMap(({ uses }) => uses).find((one) => isUseOf(one, arg, stage === undefined));
  return [{ dockerfile, ...(stage === undefined ? {} : { stage }), arg, value, ...(use === undefined ? {} : { use }) }];
}

/** What all builds have that are not for Windows or some rare variant. */
const isUsual = (name: string, value: string): boolean =>
  (name.endsWith('OS') && value === 'linux') || (name.endsWith('VARIANT') && value === '');

const isUseOf = ({ name, declared }: NameUse, arg: DockerfileArg, isGlobal: boolean): boolean =>
  declared.is === 'set' &&
  name === arg.name &&
  (isGlobal ? declared.value.arg.value.is === 'unset' : declared.value.arg === arg);

/** A global argument matters to `FROM` lines, and to stages that declare it without a default. */
const isUsedGlobally = ({ stages }: Dockerfile, { name }: DockerfileArg): boolean =>
  stages.some(
    ({ span, args }) =>
      new RegExp(`\\$\\{?${name.replace(/\W/g, '\\$&')}(?!\\w)`).test(sourceText(span)) ||
      args.some((arg) => arg.name === name && arg.value.is === 'unset'),
  );

/** Whether every build gets the value that its platform has. */
function isRight(project: Project, fixed: Default): Truth {
  const uses = usesOf(project, fixed);
  if (uses.length > 0) return all(uses.map((use) => isRightFor(project, use, fixed)));
  const { platforms } = project.expectations;
  const { dockerfile, arg } = fixed;
  if (platforms.length > 0) return known(platforms.every((platform) => isValueOf(fixed, platform)));
  const { openTo } = dockerfileUses(project, dockerfile);
  return unknown(...openTo, { kind: 'include', because: 'no build of this Dockerfile is known', at: arg.span });
}

/** The builds that carry the argument out. */
const usesOf = (project: Project, { dockerfile, stage }: Default): readonly DockerfileUse[] =>
  dockerfileUses(project, dockerfile).items.filter(
    ({ stages }) => stage === undefined || stages.some(({ index }) => index === stage.index),
  );

function isRightFor(project: Project, use: DockerfileUse, fixed: Default): Truth {
  const { arg, stage } = fixed;
  const given = buildArgOf(use.build, arg.name);
  if (given.is === 'set') return yes;
  const handling = platformArgsIn(use.build);
  if (handling.is !== 'set') return handling.is === 'unknown' ? unknown(...handling.causes) : yes;
  if (handling.value === 'reader-wins') return known(stage === undefined || !refusesDefault(use.build, arg.name));
  const right = fitsPlatforms(project, use, fixed);
  return right.is === 'no' && given.is === 'unknown' ? unknown(...given.causes) : right;
}

function fitsPlatforms(project: Project, { build, platforms }: DockerfileUse, fixed: Default): Truth {
  if (fixed.arg.name.startsWith('BUILD')) return fitsMachine(project, build, fixed);
  if (platforms.items.some((platform) => !isValueOf(fixed, platform))) return known(false);
  return platforms.openTo.length > 0 ? unknown(...platforms.openTo) : yes;
}

function fitsMachine({ expectations }: Project, { job, span }: BuildStep, fixed: Default): Truth {
  const machine = machinePlatform(job, expectations);
  if (machine.is === 'set') return known(isValueOf(fixed, machine.value.platform));
  const cause: Cause = { kind: 'runner', because: `nothing says on which machine \`${job.name}\` runs`, at: span };
  return unknown(...(machine.is === 'unknown' ? machine.causes : [cause]));
}

const isValueOf = ({ arg, value }: Default, platform: Platform): boolean =>
  [value, undefined].includes(platformArgValue(arg.name, platform));

function problemOf(project: Project, fixed: Default): Problem {
  const { arg, value, use } = fixed;
  const wrong = usesOf(project, fixed).filter((one) => isRightFor(project, one, fixed).is !== 'yes');
  const builds = wrong.map(({ build }) => build);
  const fix = fixOf(project, fixed, usesOf(project, fixed));
  return {
    at: arg.span,
    message: messageFor(project, fixed, wrong),
    help: builds.some(setsNone)
      ? `pass \`--build-arg ${arg.name}=…\` and write \`ARG ${arg.name}\``
      : `write \`ARG ${arg.name}\` without a default`,
    related: [
      ...(use === undefined ? [] : [{ at: use.span, message: `\`${value}\` is used here` }]),
      ...builtHere(project, builds),
    ],
    jobs: builds.map(({ job }) => job),
    identity: arg.name,
    ...(use === undefined && fixed.stage !== undefined ? { severity: 'warning' as const } : {}),
    ...(fix === undefined ? {} : { fix }),
  };
}

const setsNone = (build: BuildStep): boolean => {
  const handling = platformArgsIn(build);
  return handling.is === 'set' && handling.value === 'unset';
};

function messageFor(project: Project, fixed: Default, wrong: readonly DockerfileUse[]): string {
  const { arg, value } = fixed;
  const refusing = wrong.find(({ build }) => refusesDefault(build, arg.name));
  const shown = `\`ARG ${arg.name}=${value}\``;
  if (refusing !== undefined)
    return `${showReader(refusing.build)} ends the build at ${shown}, because it sets \`${arg.name}\` itself`;
  const known = wrong.length > 0 ? wrong.flatMap(({ platforms }) => platforms.items) : project.expectations.platforms;
  const others = known.filter((platform) => !isValueOf(fixed, platform));
  const who =
    others.length === 0 || arg.name.startsWith('BUILD')
      ? 'builds of other platforms'
      : `the build for ${show.platforms(others)}`;
  const unset = wrong.find(({ build }) => setsNone(build));
  if (unset !== undefined)
    return `${showReader(unset.build)} sets no \`${arg.name}\`, so ${who} gets the default \`${value}\``;
  return `${shown} takes the place of what the builder sets, so ${who} ${others.length === 0 ? 'get' : 'gets'} \`${value}\``;
}

/** Without the default where the builder has a value, and with an argument of the build where it has none. */
function fixOf(project: Project, { arg }: Default, uses: readonly DockerfileUse[]): Fix | undefined {
  const without = uses.find(({ build }) => setsNone(build));
  if (without !== undefined) return fixByBuildArg(project, [arg.name], without.build);
  return { title: `Write \`ARG ${arg.name}\``, safety: 'safe', patches: [replaceBy(arg.span, arg.name)] };
}

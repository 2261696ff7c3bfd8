import {
  any,
  type BuildStep,
  buildArgOf,
  type Dockerfile,
  type DockerfileStage,
  type DockerfileUse,
  defineRule,
  dockerfileUses,
  fallbackOf,
  fixByBuildArg,
  groupBy,
  isEmptyForGo,
  isPlatformArg,
  known,
  type NameUse,
  not,
  type Problem,
  type Project,
  platformArgsIn,
  platformArgValue,
  show,
  showReader,
  sourceText,
  subject,
  type Truth,
  takesEffect,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dockerfile-platform-arg-unavailable',
  group: 'dockerfile',
  severity: 'error',
  summary: 'A Dockerfile uses no platform argument that its builder leaves empty',
  why: `
BuildKit and Buildah set \`TARGETARCH\` and its kin for each platform. Kaniko of Google and of Chainguard, the maintained fork
before 1.25.3 and the classic Docker builder (\`DOCKER_BUILDKIT=0\`) do not: without \`--build-arg\` the value is empty, and the
download asks for \`tool-linux-\` while nothing says why.
  `,
  exceptions: `
\`GOARCH=$TARGETARCH\` with an empty value makes Go compile for the machine it runs on, which is right without emulation. A
fallback such as \`\${TARGETARCH:-$(uname -m)}\` is fine; \`\${TARGETARCH:-amd64}\` only where nothing else is built. The value of an
\`ARG\` with a default is the matter of \`dockerfile-platform-arg-default\`. An image that does not tell which Kaniko it brings
leaves it open, and so do commands that run on a condition.
  `,
  references: [
    'https://github.com/GoogleContainerTools/kaniko/issues/2140',
    'https://docs.docker.com/reference/dockerfile/#automatic-platform-args-in-the-global-scope',
  ],
  fixes: ['safe'],

  *check({ project }) {
    const found = project.dockerfiles.flatMap((dockerfile) =>
      dockerfileUses(project, dockerfile).items.flatMap((use) => missingIn(dockerfile, use)),
    );
    const byPlace = groupBy(found, ({ build, isSet }) => `${subject.place(build.span)} ${isSet.is}`);
    for (const [first, ...others] of byPlace.values())
      if (first !== undefined) yield* unless(first.isSet, () => problemOf(project, [first, ...others]));
  },
});

/** A build that leaves platform arguments empty which its Dockerfile needs. */
interface Missing {
  readonly build: BuildStep;
  readonly dockerfile: Dockerfile;
  readonly uses: readonly NameUse[];
  /** Whether it sets them after all; never "yes". */
  readonly isSet: Truth;
}

function missingIn(dockerfile: Dockerfile, { build, stages, platforms }: DockerfileUse): readonly Missing[] {
  const empty = stages.flatMap((stage) =>
    stage.uses
      .filter((use) => needsValue(use, dockerfile, platforms.items) && buildArgOf(build, use.name).is !== 'set')
      .map((use) => ({ use, matters: takesEffect(stage, use) })),
  );
  const matters = any(empty.map((one) => one.matters));
  const uses = empty.filter((one) => one.matters.is === matters.is).map(({ use }) => use);
  const isSet = any([setsAll(build, uses), not(matters)]);
  return isSet.is === 'yes' ? [] : [{ build, dockerfile, uses, isSet }];
}

/** Whether an argument that nothing gives a value makes a difference where it is used. */
function needsValue(use: NameUse, dockerfile: Dockerfile, platforms: DockerfileUse['platforms']['items']): boolean {
  const { name, declared } = use;
  if (!isPlatformArg(name) || declared.is !== 'set' || declared.value.keyword !== 'ARG') return false;
  if (declared.value.arg.value.is !== 'unset' || dockerfile.globalArgs.some((arg) => isDefault(arg, name)))
    return false;
  if (isEmptyForGo(use) || /^:?[+?]$/.test(use.operator) || /VARIANT$/.test(name)) return false;
  const fallback = fallbackOf(use);
  if (fallback === undefined) return true;
  return fallback.isFixed && platforms.some((platform) => platformArgValue(name, platform) !== fallback.text);
}

const isDefault = (arg: DockerfileStage['args'][number], name: string): boolean =>
  arg.name === name && arg.value.is !== 'unset';

function setsAll(build: BuildStep, uses: readonly NameUse[]): Truth {
  const handling = platformArgsIn(build);
  if (handling.is === 'unknown') return unknown(...handling.causes);
  if (handling.is === 'set' && handling.value !== 'unset') return known(true);
  const doubts = uses
    .map(({ name }) => buildArgOf(build, name))
    .flatMap((field) => (field.is === 'unknown' ? field.causes : []));
  return doubts.length > 0 ? unknown(...doubts) : known(false);
}

function problemOf(project: Project, found: readonly [Missing, ...Missing[]]): Problem {
  const [{ build, dockerfile, uses }] = found;
  const names = [...new Set(uses.map(({ name }) => name))];
  const use = uses.find((one) => fallbackOf(one) === undefined) ?? uses[0];
  const fix = fixByBuildArg(project, names, build);
  return {
    at: build.span,
    message: `${show.quoted(show.jobs(found.map((one) => one.build.job)))} builds \`${dockerfile.file.path}\` with ${showReader(build)}, which does not set ${show.quoted(names)}`,
    help: `pass ${show.quoted(names.map((one) => `--build-arg ${one}=…`))}, or build with ${successor(build)}`,
    related: use === undefined ? [] : [{ at: use.span, message: consequence(use) }],
    jobs: found.map((one) => one.build.job),
    identity: names.join(' '),
    ...(fix === undefined ? {} : { fix }),
  };
}

const successor = ({ tool }: BuildStep): string =>
  tool === 'kaniko' ? 'the newest `ghcr.io/osscontainertools/kaniko`' : 'BuildKit';

function consequence(use: NameUse): string {
  const fallback = fallbackOf(use);
  return fallback === undefined
    ? `\`${sourceText(use.span)}\` is empty here`
    : `this is \`${fallback.text}\` on every platform`;
}

import {
  any,
  type BuildStep,
  builtHere,
  builtPlatform,
  commandsIn,
  declaredPlatforms,
  defineRule,
  groupBy,
  holesOf,
  imageOf,
  isBinfmtInstall,
  isMultiPlatform,
  isOfGithub,
  type Job,
  known,
  machineEvidence,
  machineKey,
  mayShareMachine,
  type Platform,
  type PlatformEvidence,
  type Problem,
  type Project,
  perhapsMeantPlatform,
  type Related,
  runnerEvidence,
  runsNatively,
  type Span,
  show,
  type Truth,
  tagsByArchitecture,
  twinOfLabel,
  unknown,
  unless,
  wordsOf,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'build-job-without-arch-runner',
  group: 'runner',
  severity: 'error',
  summary: 'A job that builds one architecture of several runs on a machine of that architecture',
  why: `
A job without a runner tag, runner label or node selector for its architecture goes to whatever runner is free. A build without
emulation makes an image for the machine it runs on: the image built on amd64 is pushed as \`-arm64\`, the index lists it as
arm64, and it ends in \`exec format error\` on the machines of its users.
  `,
  exceptions: `
Repositories that build one architecture only need no such tag, and neither do images that are named after the target of
a cross compiler. A command that names a foreign platform is a matter of \`emulated-build\`, Kaniko's \`--custom-platform\` one of
\`kaniko-cross-build\`.

GitLab's server keeps which tags a runner has and whether it takes jobs without tags. So an amd64 build without tags beside
an arm64 build with one stays undecided, and so do tags that say nothing to the linter, unless a build of another
architecture has them as well. A label of GitHub that an expression gives only in the run is taken for the right one. Tags are explained in the policy: \`environment: {runners: {my-pool: {platform: linux/arm64}}}\`.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/#tags',
    'https://docs.gitlab.com/runner/executors/kubernetes/#overwrite-the-node-selector',
    'https://docs.github.com/en/actions/reference/runners/github-hosted-runners',
  ],
  fixes: ['safe', 'unsafe'],

  *check({ project }) {
    const found = project.builds.items.flatMap((build) => unpinned(project, build));
    const byPlace = groupBy(found, ({ at, doubt }) => `${at.file.path} ${String(at.start)} ${doubt.is}`);
    for (const together of byPlace.values()) {
      const [first] = together;
      if (first !== undefined) yield* unless(first.doubt, () => problemOf(project, first, together));
    }
  },
});

/** A build that nothing puts on a machine of its architecture. */
interface Unpinned {
  readonly build: BuildStep;
  readonly meant: PlatformEvidence;
  readonly at: Span;
  /** Whether it is on such a machine all the same; never "yes". */
  readonly doubt: Truth;
}

function unpinned(project: Project, build: BuildStep): readonly Unpinned[] {
  const meant = perhapsMeantPlatform(project, build);
  if (meant.is !== 'set' || isMultiPlatform(build) || build.platforms.is === 'set') return [];
  if (build.job.image.is === 'set' && build.job.image.value.platform.is !== 'unset') return [];
  if (isChosenInTheRun(build.job)) return [];
  if (declaredPlatforms(project, build).length < 2) return [];
  const { doubts = [] } = meant.value;
  const doubt = any([isPinned(project, build, meant.value), ...(doubts.length > 0 ? [unknown(...doubts)] : [])]);
  if (doubt.is === 'yes') return [];
  const { definition } = build.job;
  return [
    { build, meant: meant.value, at: definition.keywords.get(wordsOf(build.job).labelsKey) ?? definition.span, doubt },
  ];
}

/** Whether an expression gives the label of a job of GitHub, which it may well do by architecture. */
const isChosenInTheRun = (job: Job): boolean =>
  isOfGithub(job) && job.runnerLabels.openTo.length + job.runnerLabels.items.flatMap(holesOf).length > 0;

/** Whether the job's machine is chosen by architecture, as far as labels, selectors and the builds beside it tell. */
function isPinned(project: Project, build: BuildStep, { platform }: PlatformEvidence): Truth {
  const { items, openTo } = machineEvidence(build.job, project.expectations);
  if (items.length > 0) return known(true);
  const emulators = commandsIn(project, build.job).filter(isBinfmtInstall);
  const byRunner = runnerEvidence(project, build.job).filter((one) => runsNatively(one.platform, platform));
  const doubts = [
    ...openTo,
    ...emulators.map(({ span }) => foreignBase(span)),
    ...byRunner.flatMap((evidence) => evidence.doubts ?? []),
  ];
  if (doubts.length > 0) return unknown(...doubts);
  const others = new Map(foreigners(project, build).map(({ job }) => [machineKey(job), job]));
  const shared = any([...others.values()].map((other) => mayShareMachine(build.job, other)));
  if (shared.is === 'yes') return known(false);
  if (platform.architecture === 'amd64') return shared.is === 'unknown' ? shared : known(true);
  const [tag] = build.job.runnerLabels.items;
  if (tag === undefined) return known(false);
  const because = `the ${wordsOf(build.job).label} \`${show.text(tag)}\` names no architecture, and may stand for one`;
  return unknown({ kind: 'runner', because, at: tag.span });
}

const foreignBase = (at: Span) =>
  ({
    kind: 'runner',
    because: 'the job installs emulators, so that it may start from a base image of another architecture',
    at,
  }) as const;

/** The builds of the same image for platforms whose machines cannot run this one. */
function foreigners(project: Project, build: BuildStep): readonly BuildStep[] {
  const own = builtPlatform(build, project.expectations);
  return (imageOf(project, build)?.builds.items ?? []).filter((other) => {
    const made = builtPlatform(other, project.expectations);
    return own.is === 'set' && made.is === 'set' && !runsNatively(made.value.platform, own.value.platform);
  });
}

function problemOf(project: Project, first: Unpinned, found: readonly Unpinned[]): Problem {
  const builds = found.map(({ build }) => build);
  const names = show.jobs(builds.map(({ job }) => job));
  const fix = tagsByArchitecture(project, builds);
  const platforms = show.list([...new Set(found.map(({ meant }) => show.platform(meant.platform)))]);
  return {
    at: first.at,
    message: `${show.few(names)} ${names.length === 1 ? 'builds' : 'build'} ${platforms}${builds.length === 1 ? '' : ', each'} for the machine it runs on, and ${whatIsThere(first.build)}`,
    help: `${adviceFor(first)}, or explain the ${isOfGithub(first.build.job) ? 'labels' : 'tags'} under \`environment: runners\` in the policy`,
    related: [
      ...builtHere(project, builds),
      ...found
        .filter(({ meant, build }) => build.job.matrix.size === 0 && !isInside(meant.span, build.span))
        .map(({ meant }) => ({ at: meant.span, message: `${show.platform(meant.platform)} is meant here` })),
      ...sharers(project, first, builds),
    ],
    jobs: builds.map(({ job }) => job),
    identity: platforms,
    ...(fix && { fix }),
  };
}

const isInside = (inner: Span, outer: Span): boolean =>
  inner.file === outer.file && outer.start <= inner.start && inner.end <= outer.end;

/** A build of another architecture that asks for the same machine and more. */
function sharers(project: Project, { build }: Unpinned, reported: readonly BuildStep[]): readonly Related[] {
  const other = foreigners(project, build).find(({ job }) => mayShareMachine(build.job, job).is === 'yes');
  const at = other?.job.definition.keywords.get(wordsOf(build.job).labelsKey);
  if (other === undefined || at === undefined || reported.includes(other)) return [];
  return [{ at, message: `the machine of \`${other.job.name}\` fits, too` }];
}

function whatIsThere({ job }: BuildStep): string {
  const { label } = wordsOf(job);
  const labels = job.runnerLabels.items.map((one) => show.text(one));
  if (labels.length === 0) return `has no ${label} that chooses that machine`;
  return `the ${label}${labels.length === 1 ? '' : 's'} ${show.quoted(labels)} ${labels.length === 1 ? 'does' : 'do'} not choose that machine`;
}

/** GitHub itself has machines of two architectures. */
function githubAdvice(platform: Platform): string {
  const label = twinOfLabel('ubuntu-latest', platform) ?? platform.architecture;
  return `name a runner of the architecture in \`runs-on\`, for example \`${label}\``;
}

function adviceFor({ build, meant }: Unpinned): string {
  const { architecture } = meant.platform;
  if (isOfGithub(build.job)) return githubAdvice(meant.platform);
  const variable = [...build.job.matrix].find(([, value]) => show.text(value) === architecture)?.[0];
  return `name the architecture in \`tags\`, for example \`tags: ["${variable === undefined ? architecture : `$${variable}`}"]\``;
}

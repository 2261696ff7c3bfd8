import {
  all,
  any,
  type BuildStep,
  defineRule,
  emulatesPrograms,
  type Field,
  groupBy,
  imageOf,
  isMultiPlatform,
  isOfGithub,
  known,
  type MultiArchImage,
  machineEvidence,
  machinePlatform,
  mayShareMachine,
  not,
  onceFor,
  type Platform,
  type PlatformEvidence,
  type Problem,
  type Project,
  runsNatively,
  type Severity,
  type Span,
  show,
  subject,
  type Truth,
  twinOfLabel,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'emulated-build',
  group: 'emulation',
  severity: 'warning',
  summary: 'Every architecture is built on a machine of its own, not under emulation',
  why: `
One machine has one architecture; the programs of every other one run under QEMU. That is many times slower, compilers of
Go, Rust and Node crash under it now and then, and where no emulator is installed the build ends in \`exec format error\`.
  `,
  exceptions: `
A Dockerfile whose every \`RUN\` stands in a stage \`FROM --platform=$BUILDPLATFORM\` compiles crosswise and emulates nothing. A
builder that is spread over machines (\`buildx create --append\`, a remote or cloud driver, a daemon
of \`buildctl\` on another machine) builds each platform on its own; an
image that is none of Docker's official ones may come with such a builder, unless the job chooses one. The policy decides
with \`emulation: forbid | warn | allow\`. A build that pushes nothing is a test, and mentioned as info. A Dockerfile that is not in the repository counts as one with \`RUN\`, and one whose path is known at run time is any of the
repository that lies at such a path. A build for
one platform whose job names no machine stays undecided, unless the builds for other platforms ask for the very same
runners.
  `,
  references: ['https://docs.docker.com/build/building/multi-platform/#strategies'],

  *check({ project }) {
    if (project.expectations.emulation === 'allow') return;
    const found = project.builds.items.flatMap((build) => emulated(project, build));
    for (const together of groupBy(found, causeKey(project)).values()) {
      const [first] = together;
      if (first !== undefined) yield* unless(first.isNative, () => problemOf(project, first, together));
    }
  },
});

/** A build that may run programs of platforms which its machine is not. */
interface Emulated {
  readonly build: BuildStep;
  readonly platforms: readonly Platform[];
  readonly at: Span;
  /** Whether nothing is emulated after all; never "yes". */
  readonly isNative: Truth;
}

function emulated(project: Project, build: BuildStep): readonly Emulated[] {
  if (build.tool === 'kaniko' || build.platforms.is !== 'set') return [];
  const requested = build.platforms.value.items;
  const machine = machinePlatform(build.job, project.expectations);
  // Without a machine that is named, one of several platforms may be its own; a single one is amd64's at best.
  const host = machine.is === 'set' ? machine.value.platform : isMultiPlatform(build) ? requested[0]?.platform : amd64;
  const foreign = requested.filter(
    ({ platform }) => host !== undefined && platform.os === host.os && !runsNatively(host, platform),
  );
  const [first] = foreign;
  if (first === undefined) return [];
  const isNative = any([
    not(all([not(build.isSpread), emulatesPrograms(project, build)])),
    isMultiPlatform(build) ? known(false) : isOnOne(project, build, machine),
  ]);
  const at = machine.is === 'set' ? first.span : (requested[0]?.span ?? first.span);
  return isNative.is === 'yes' ? [] : [{ build, platforms: foreign.map(({ platform }) => platform), at, isNative }];
}

/** One cause for all builds of a job whose machine is known; another machine would change all of them. */
const causeKey =
  ({ expectations }: Project) =>
  ({ build, at, platforms, isNative }: Emulated): string => {
    const machine = machinePlatform(build.job, expectations);
    if (machine.is !== 'set') return `${subject.place(at)} ${show.platforms(platforms)}`;
    const { definition } = build.job;
    const traits = [isNative.is, build.hasEmulators.is, build.pushed.is, show.platform(machine.value.platform)];
    return [subject.place(definition.span), ...traits].join(' ');
  };

const amd64: Platform = { os: 'linux', architecture: 'amd64', variant: '' };

/** Whether a build for one platform has a machine of it all the same: what names another one may mislead. */
function isOnOne(project: Project, build: BuildStep, machine: Field<PlatformEvidence>): Truth {
  if (machine.is !== 'set') return isOnItsOwnMachine(project, build);
  const { doubts = [] } = machine.value;
  return doubts.length > 0 ? unknown(...doubts) : known(false);
}

/** Whether a build for one platform, whose job names no machine, gets one of that platform: not if its siblings share it. */
function isOnItsOwnMachine(project: Project, build: BuildStep): Truth {
  const image = imageOf(project, build);
  const siblings = image === undefined ? [] : distinctBuilds(image);
  const isShared = siblings.some(
    (other) => isForOthers(build, other) && mayShareMachine(build.job, other.job).is === 'yes',
  );
  if (isShared) return known(false);
  const { openTo } = machineEvidence(build.job, project.expectations);
  const because = `nothing says on which architecture \`${build.job.name}\` runs`;
  return unknown(...openTo, { kind: 'runner', because, at: build.job.definition.span });
}

/** The builds of an image, of those of one job for the same platforms the first. */
const distinctBuilds = onceFor(({ builds }: MultiArchImage): readonly BuildStep[] =>
  [...groupBy(builds.items, ({ job }) => job).values()].flatMap((own) =>
    [...groupBy(own, show.requested).values()].flatMap((alike) => alike.slice(0, 1)),
  ),
);

/** Whether another build asks for a platform whose machine cannot run what this one makes. */
function isForOthers({ platforms: own }: BuildStep, { platforms: others }: BuildStep): boolean {
  if (own.is !== 'set' || others.is !== 'set') return false;
  const hosts = others.value.items;
  return own.value.items.some((wanted) => hosts.some((host) => !runsNatively(host.platform, wanted.platform)));
}

function problemOf(project: Project, first: Emulated, together: readonly Emulated[]): Problem {
  const { build, at } = first;
  const machine = machinePlatform(build.job, project.expectations);
  const places = [...new Map(together.map((one) => [subject.place(one.at), one.at])).values()];
  const platforms = distinct(together.flatMap((one) => one.platforms));
  return {
    at,
    message:
      machine.is === 'set'
        ? `${namesOf(together)} ${show.platforms(platforms)} on ${show.platform(machine.value.platform)}, under emulation`
        : withoutMachine(build, platforms),
    help:
      machine.is === 'set' && !isMultiPlatform(build) ? adviceForOne(build, platforms) : adviceFor(build, platforms),
    related: [
      ...(machine.is === 'set' ? [{ at: machine.value.span, message: 'the machine is chosen here' }] : []),
      ...places.slice(1, 4).map((other) => ({ at: other, message: 'built there, too' })),
    ],
    severity: severityOf(project, build),
    about: places.map((place) => `emulation ${subject.place(place)}`),
    follows: places.map((place) => `missing emulator ${subject.place(place)}`),
    jobs: together.map((one) => one.build.job),
  };
}

/** A build whose image nobody gets is a test, which costs time and no more. */
function severityOf({ expectations, links }: Project, build: BuildStep): Severity {
  if (expectations.emulation === 'forbid') return 'error';
  return build.pushed.is === 'no' && !links.some((link) => link.build === build) ? 'info' : 'warning';
}

const distinct = (platforms: readonly Platform[]): readonly Platform[] => [
  ...new Map(platforms.map((platform) => [show.platform(platform), platform])).values(),
];

function namesOf(together: readonly Emulated[]): string {
  const names = show.jobs(together.map(({ build }) => build.job));
  return `${show.few(names)} ${names.length === 1 ? 'builds' : 'build'}`;
}

function withoutMachine(build: BuildStep, platforms: readonly Platform[]): string {
  const { name } = build.job;
  if (isMultiPlatform(build))
    return `\`${name}\` builds ${show.requested(build)} on one machine; all but one run under emulation`;
  return `\`${name}\` builds ${show.platforms(platforms)} on whatever machine is free, under emulation where that is another one`;
}

/** A build of one platform is in a job of its own already, which is only on the wrong machine. */
function adviceForOne(build: BuildStep, platforms: readonly Platform[]): string {
  if (!isOfGithub(build.job)) return `ask for a runner of ${show.platforms(platforms)} for it`;
  const labels = platforms.map((platform) => twinOfLabel('ubuntu-latest', platform));
  if (labels.includes(undefined)) return adviceFor(build, platforms);
  const named = platforms.map(
    (platform, index) => `\`runs-on: ${labels[index] ?? ''}\` for ${show.platform(platform)}`,
  );
  return `build each platform on a machine of its own architecture: ${show.list(named)}`;
}

/** GitHub lends machines of two architectures. */
function adviceFor({ job }: BuildStep, platforms: readonly Platform[]): string {
  const has = (...names: readonly string[]): boolean =>
    platforms.some(({ architecture }) => names.includes(architecture));
  if (isOfGithub(job) && !has('amd64', 'arm64'))
    return 'compile crosswise in stages `FROM --platform=$BUILDPLATFORM`, or build each platform on a runner of its architecture and join the images in a merge job';
  const example = isOfGithub(job) && has('arm64') ? ' (`ubuntu-24.04-arm` for arm64)' : '';
  return `build each platform in a job of its own on a runner of its architecture${example}, and join the images in a merge job`;
}

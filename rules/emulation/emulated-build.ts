import {
  all,
  any,
  type BuildStep,
  defineRule,
  type Field,
  groupBy,
  imageOf,
  isMultiPlatform,
  known,
  machineEvidence,
  machinePlatform,
  mayShareMachine,
  not,
  type Platform,
  type PlatformEvidence,
  type Problem,
  type Project,
  runsNatively,
  runsTargetPrograms,
  type Span,
  show,
  subject,
  type Truth,
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
builder that is spread over machines (\`buildx create --append\`, a remote or cloud driver) builds each platform on its own; an
image that is none of Docker's official ones may come with such a builder, unless the job chooses one. The policy decides
with \`emulation: forbid | warn | allow\`. A Dockerfile that is not in the repository counts as one with \`RUN\`. A build for
one platform whose job names no machine stays undecided, unless the builds for other platforms ask for the very same
runners.
  `,
  references: ['https://docs.docker.com/build/building/multi-platform/#strategies'],

  *check({ project }) {
    if (project.expectations.emulation === 'allow') return;
    const found = project.builds.items.flatMap((build) => emulated(project, build));
    for (const together of groupBy(
      found,
      ({ at, platforms }) => `${subject.place(at)} ${show.platforms(platforms)}`,
    ).values()) {
      const [first] = together;
      if (first !== undefined) yield* unless(first.isNative, () => problemOf(project, first));
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
  const runs = runsTargetPrograms(build);
  const isNative = any([
    not(all([not(build.isSpread), runs.is === 'unknown' ? known(true) : runs])),
    isMultiPlatform(build) ? known(false) : isOnOne(project, build, machine),
  ]);
  const at = machine.is === 'set' ? first.span : (requested[0]?.span ?? first.span);
  return isNative.is === 'yes' ? [] : [{ build, platforms: foreign.map(({ platform }) => platform), at, isNative }];
}

const amd64: Platform = { os: 'linux', architecture: 'amd64', variant: '' };

/** Whether a build for one platform has a machine of it all the same: what names another one may mislead. */
function isOnOne(project: Project, build: BuildStep, machine: Field<PlatformEvidence>): Truth {
  if (machine.is !== 'set') return isOnItsOwnMachine(project, build);
  const { doubts = [] } = machine.value;
  return doubts.length > 0 ? unknown(...doubts) : known(false);
}

/** Whether a build for one platform, whose job names no machine, gets one of that platform: not if its siblings share it. */
function isOnItsOwnMachine(project: Project, build: BuildStep): Truth {
  const siblings = (imageOf(project, build)?.builds.items ?? []).filter((other) => isForOthers(build, other));
  const shared = any(siblings.map(({ job }) => mayShareMachine(build.job, job)));
  if (shared.is === 'yes') return known(false);
  const { openTo } = machineEvidence(build.job, project.expectations);
  const because = `nothing says on which architecture \`${build.job.name}\` runs`;
  return unknown(...openTo, { kind: 'runner', because, at: build.job.definition.span });
}

/** Whether another build asks for a platform whose machine cannot run what this one makes. */
function isForOthers({ platforms: own }: BuildStep, { platforms: others }: BuildStep): boolean {
  if (own.is !== 'set' || others.is !== 'set') return false;
  const hosts = others.value.items;
  return own.value.items.some((wanted) => hosts.some((host) => !runsNatively(host.platform, wanted.platform)));
}

function problemOf(project: Project, { build, platforms, at }: Emulated): Problem {
  const { expectations } = project;
  const machine = machinePlatform(build.job, expectations);
  return {
    at,
    message: messageFor(build, platforms, machine.is === 'set' ? show.platform(machine.value.platform) : undefined),
    help: 'build each platform in a job of its own on a runner of its architecture, and join the images in a merge job',
    related: machine.is === 'set' ? [{ at: machine.value.span, message: 'the machine is chosen here' }] : [],
    severity: expectations.emulation === 'forbid' ? 'error' : 'warning',
    about: [`emulation ${subject.place(at)}`],
    follows: [`missing emulator ${subject.place(at)}`],
    jobs: [build.job],
  };
}

function messageFor(build: BuildStep, platforms: readonly Platform[], machine: string | undefined): string {
  const { name } = build.job;
  if (machine !== undefined) return `\`${name}\` builds ${show.platforms(platforms)} on ${machine}, under emulation`;
  if (isMultiPlatform(build))
    return `\`${name}\` builds ${show.requested(build)} on one machine; all but one run under emulation`;
  return `\`${name}\` builds ${show.platforms(platforms)} on whatever machine is free, under emulation where that is another one`;
}

import {
  all,
  any,
  areAmong,
  type BuildStep,
  commandsIn,
  defineRule,
  groupBy,
  hostedMachineOf,
  isBinfmtInstall,
  isOfGithub,
  type JobCommand,
  knownString,
  machinePlatform,
  no,
  not,
  type PlatformEvidence,
  type Problem,
  type Project,
  type RequestedPlatform,
  runsNatively,
  runsTargetPrograms,
  show,
  subject,
  type Truth,
  unknown,
  unless,
  yes,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'qemu-missing',
  group: 'emulation',
  severity: 'error',
  summary: 'A build for a foreign platform finds an emulator on its machine',
  why: `
Buildah, Podman and the builder inside dockerd bring no emulator. On a machine of another architecture the first \`RUN\` of a
build with \`--platform\` ends in \`exec format error\`, unless somebody registered one in the kernel of that machine. The
runners that GitLab and GitHub lend are fresh machines for every job, on which nobody did.
  `,
  exceptions: `
BuildKit's own images and the docker-container driver of buildx bring emulators with them. A job that registers some, a
Dockerfile without \`RUN\` in stages of the target's platform and builders spread over machines are right. What the kernel of
a runner of your own has cannot be seen, so nothing is certain there, nor where a step registers emulators, or sets up the builder, under
a condition that the build does not share.
  `,
  references: [
    'https://docs.docker.com/build/building/multi-platform/#qemu',
    'https://docs.gitlab.com/ci/runners/hosted_runners/linux/',
    'https://docs.docker.com/build/ci/github-actions/multi-platform/',
    'https://docs.kernel.org/admin-guide/binfmt-misc.html',
  ],

  *check({ project }) {
    const found = project.builds.items.flatMap((build) => foreignBuild(project, build));
    for (const together of groupBy(found, ({ requested }) => subject.place(requested.span)).values()) {
      const [first] = together;
      if (first !== undefined) yield* unless(all(together.map(({ works }) => works)), () => problemOf(first, together));
    }
  },
});

/** A build for a platform whose programs its machine does not run. */
interface ForeignBuild {
  readonly build: BuildStep;
  readonly requested: RequestedPlatform;
  readonly machine: PlatformEvidence;
  /** Whether an emulator is there, or none is needed; never "yes". */
  readonly works: Truth;
}

function foreignBuild(project: Project, build: BuildStep): readonly ForeignBuild[] {
  const machine = machinePlatform(build.job, project.expectations);
  if (build.tool === 'kaniko' || build.platforms.is !== 'set' || machine.is !== 'set') return [];
  const host = machine.value.platform;
  const requested = build.platforms.value.items.find(
    ({ platform }) => platform.os === host.os && !runsNatively(host, platform),
  );
  if (requested === undefined) return [];
  const works = any([
    build.hasEmulators,
    build.isSpread,
    not(runsTargetPrograms(build)),
    not(build.runs),
    registers(project, build),
    isPrepared(build),
  ]);
  return works.is === 'yes' ? [] : [{ build, requested, machine: machine.value, works }];
}

/** Whether the job registers emulators itself; what installs their package may do so. */
function registers(project: Project, build: BuildStep): Truth {
  const commands = commandsIn(project, build.job);
  const installs = commands.filter(isBinfmtInstall);
  if (installs.length > 0) return any(installs.map((command) => isInTime(command, build)));
  const installer = commands.find(({ args }) =>
    args.items.some((word) => /^qemu-user(?:-static|-binfmt)?$/.test(knownString(word) ?? '')),
  );
  if (installer === undefined) return no;
  const because = 'the packages of QEMU may register emulators';
  return unknown({ kind: 'indirection', because, at: installer.span });
}

/** A script may ask first whether there are emulators; a step under a condition is skipped, with the build or without it. */
function isInTime({ action, runs }: JobCommand, build: BuildStep): Truth {
  if (action === undefined || runs.is !== 'unknown') return yes;
  return build.runs.is === 'unknown' && areAmong(runs.causes, build.runs.causes) ? yes : runs;
}

/** Whether somebody registered emulators on the machine before. */
function isPrepared({ job }: BuildStep): Truth {
  if (hostedMachineOf(job)?.isBare === true) return no;
  const because = 'the runner may have emulators registered in its kernel';
  return unknown({ kind: 'runner', because, at: job.runnerLabels.items[0]?.span ?? job.definition.span });
}

function problemOf({ build, requested, machine, works }: ForeignBuild, together: readonly ForeignBuild[]): Problem {
  const platform = show.platform(requested.platform);
  const place = subject.place(requested.span);
  return {
    at: requested.span,
    message: `\`${build.job.name}\` builds ${platform} on ${show.platform(machine.platform)} by ${build.tool}, which brings no emulator`,
    help: isOfGithub(build.job)
      ? `run the job on a machine of ${platform}, or add \`docker/setup-qemu-action\` in front of the build`
      : `run the job on a machine of ${platform}, one job for each platform, and join the images in a merge job`,
    related: [{ at: machine.span, message: 'the machine is chosen here' }],
    jobs: together.map(({ build: { job } }) => job),
    identity: platform,
    ...(works.is === 'no' ? { about: [`missing emulator ${place}`] } : { follows: [`emulation ${place}`] }),
  };
}

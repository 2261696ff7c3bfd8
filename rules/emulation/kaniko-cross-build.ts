import {
  all,
  type BuildStep,
  defineRule,
  type Expectations,
  known,
  machinePlatform,
  not,
  type Problem,
  type RequestedPlatform,
  runsNatively,
  runsTargetPrograms,
  show,
  type Truth,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'kaniko-cross-build',
  group: 'emulation',
  severity: 'error',
  summary: 'Kaniko builds for the architecture of the machine it runs on',
  why: `
Kaniko has no emulation. \`--custom-platform\` makes it pull the base image of another platform and write that platform into
the image; the first \`RUN\` then ends in \`exec format error\`, because the machine cannot run the programs of that base.
  `,
  exceptions: `
A Dockerfile without \`RUN\` works for any platform. amd64 machines run 386 programs and arm64 machines 32-bit arm ones. Where
the job names no machine and the platform is linux/amd64, which is what most runners are, nothing is said for certain.
  `,
  references: ['https://github.com/GoogleContainerTools/kaniko#flag---custom-platform'],

  *check({ project }) {
    for (const build of project.builds.items) {
      if (build.tool !== 'kaniko' || build.platforms.is !== 'set') continue;
      const [requested] = build.platforms.value.items;
      if (requested === undefined) continue;
      const foreign = isForeign(build, requested, project.expectations);
      const runs = runsTargetPrograms(build);
      const fails = all([foreign, runs.is === 'unknown' ? known(true) : runs]);
      yield* unless(not(fails), () => problemOf(build, requested, project.expectations));
    }
  },
});

/** Whether the job's machine is of another architecture than the flag asks for. */
function isForeign({ job }: BuildStep, { platform, span }: RequestedPlatform, expectations: Expectations): Truth {
  const machine = machinePlatform(job, expectations);
  if (machine.is === 'set') return known(!runsNatively(machine.value.platform, platform));
  if (machine.is === 'unknown') return unknown(...machine.causes);
  if (platform.architecture !== 'amd64') return known(true);
  return unknown({ kind: 'runner', because: 'nothing says on which architecture the job runs', at: span });
}

function problemOf(build: BuildStep, { platform, span }: RequestedPlatform, expectations: Expectations): Problem {
  const machine = machinePlatform(build.job, expectations);
  const where =
    machine.is === 'set'
      ? `${machine.value.shown} puts the job on ${show.platform(machine.value.platform)}`
      : 'nothing puts the job on such a machine';
  return {
    at: span,
    message: `\`${build.job.name}\` asks Kaniko for ${show.platform(platform)}, and ${where}; Kaniko cannot emulate it`,
    help: `run the job on a machine of ${show.platform(platform)} (runner tag or node selector) and drop the flag`,
    related: machine.is === 'set' ? [{ at: machine.value.span, message: 'the machine is chosen here' }] : runsOf(build),
    severity: runsTargetPrograms(build).is === 'yes' ? 'error' : 'warning',
    jobs: [build.job],
    identity: show.platform(platform),
  };
}

/** The first command that needs the foreign architecture. */
function runsOf({ dockerfile }: BuildStep) {
  const run = dockerfile.is === 'set' ? dockerfile.value.stages.flatMap(({ runs }) => runs)[0] : undefined;
  return run === undefined ? [] : [{ at: run.span, message: 'this runs a program of the foreign architecture' }];
}

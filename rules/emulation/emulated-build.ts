import {
  all,
  type BuildStep,
  defineRule,
  known,
  machinePlatform,
  not,
  type Platform,
  type Problem,
  type Project,
  runsNatively,
  runsTargetPrograms,
  type Span,
  show,
  type Truth,
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
builder that is spread over machines (\`buildx create --append\`, a remote or cloud driver) builds each platform on its own. The
policy decides with \`emulation: forbid | warn | allow\`. A Dockerfile that is not in the repository counts as one with \`RUN\`.
  `,
  references: ['https://docs.docker.com/build/building/multi-platform/#strategies'],

  *check({ project }) {
    if (project.expectations.emulation === 'allow') return;
    for (const build of project.builds.items) {
      if (build.tool === 'kaniko' || build.platforms.is !== 'set') continue;
      const foreign = foreignPlatforms(project, build);
      if (foreign.platforms.length === 0) continue;
      yield* unless(not(emulates(build)), () => problemOf(project, build, foreign));
    }
  },
});

/** Platforms that a step asks for and its machine is not. */
interface Foreign {
  readonly platforms: readonly Platform[];
  readonly at: Span;
}

/** With a known machine: the others. Without: all but one of several, since one machine is one of them at most. */
function foreignPlatforms({ expectations }: Project, { job, platforms, span }: BuildStep): Foreign {
  if (platforms.is !== 'set') return { platforms: [], at: span };
  const requested = platforms.value.items.map(({ platform }) => platform);
  const at = platforms.value.items[0]?.span ?? span;
  const machine = machinePlatform(job, expectations);
  if (machine.is === 'set') {
    return { platforms: requested.filter((platform) => !runsNatively(machine.value.platform, platform)), at };
  }
  const [host] = requested;
  return { platforms: requested.filter((platform) => host !== undefined && !runsNatively(host, platform)), at };
}

function emulates(build: BuildStep): Truth {
  const runs = runsTargetPrograms(build);
  return all([not(build.isSpread), runs.is === 'unknown' ? known(true) : runs]);
}

function problemOf({ expectations }: Project, build: BuildStep, { platforms, at }: Foreign): Problem {
  const machine = machinePlatform(build.job, expectations);
  return {
    at,
    message:
      machine.is === 'set'
        ? `\`${build.job.name}\` builds ${show.platforms(platforms)} on ${show.platform(machine.value.platform)}, under emulation`
        : `\`${build.job.name}\` builds ${show.requested(build)} on one machine; all but one run under emulation`,
    help: 'build each platform in a job of its own on a runner of its architecture, and join the images in a merge job',
    related: machine.is === 'set' ? [{ at: machine.value.span, message: 'the machine is chosen here' }] : [],
    severity: expectations.emulation === 'forbid' ? 'error' : 'warning',
    jobs: [build.job],
  };
}

import {
  type BuildStep,
  defineRule,
  intendedPlatform,
  isMultiPlatform,
  known,
  machineEvidence,
  type PlatformEvidence,
  type Problem,
  runsNatively,
  samePlatform,
  show,
  unless,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'runner-arch-mismatch',
  group: 'runner',
  severity: 'error',
  summary: 'The architecture that a job builds is that of the runner it asks for',
  why: `
The runner tag or node selector of the job names another architecture than the one it builds. The image is made for the
runner's architecture and published as the other one; users get \`exec format error\`. Tags of two architectures at once
fit no runner: the job is stuck.
  `,
  exceptions: `
Builds that name a foreign platform with an emulator are a matter of \`emulated-build\`, Kaniko's \`--custom-platform\` one of
\`kaniko-cross-build\`. Jobs that build no image may cross-compile as they like.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/#tags',
    'https://docs.gitlab.com/runner/executors/kubernetes/#overwrite-the-node-selector',
  ],

  *check({ project }) {
    for (const build of project.builds.items) {
      const { items } = machineEvidence(build.job, project.expectations);
      const conflict = contradiction(items);
      if (conflict !== undefined) yield* violation(stuck(build, conflict));
      else yield* mismatch(build, items);
    }
  },
});

/** Two pins of different architectures. */
function contradiction(items: readonly PlatformEvidence[]): readonly [PlatformEvidence, PlatformEvidence] | undefined {
  const [first] = items;
  const other = items.find(({ platform }) => first !== undefined && !samePlatform(platform, first.platform));
  return first === undefined || other === undefined ? undefined : [first, other];
}

const stuck = ({ job }: BuildStep, [one, other]: readonly [PlatformEvidence, PlatformEvidence]): Problem => ({
  at: other.span,
  message: `\`${job.name}\` asks for ${one.shown} and for ${other.shown}; no machine is both ${show.platform(one.platform)} and ${show.platform(other.platform)}`,
  help: 'keep the one that names the architecture it builds',
  related: [{ at: one.span, message: `${show.platform(one.platform)} is asked for here` }],
  jobs: [job],
});

function* mismatch(build: BuildStep, [machine]: readonly PlatformEvidence[]) {
  const intended = intendedPlatform(build);
  if (machine === undefined || intended.is !== 'set' || isMultiPlatform(build) || build.platforms.is !== 'unset')
    return;
  const { platform, shown, span } = intended.value;
  yield* unless(known(runsNatively(machine.platform, platform)), () => ({
    at: machine.span,
    message: `\`${build.job.name}\` builds ${show.platform(platform)} by ${shown}, and ${machine.shown} puts it on ${show.platform(machine.platform)}`,
    help: `ask for a machine of ${show.platform(platform)}, or correct what the job says it builds`,
    related: [
      { at: span, message: `${show.platform(platform)} is meant here` },
      { at: build.span, message: 'built here, for the machine it runs on' },
    ],
    jobs: [build.job],
    identity: build.job.name,
  }));
}

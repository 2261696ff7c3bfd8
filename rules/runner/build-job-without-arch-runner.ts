import {
  type BuildStep,
  declaredPlatforms,
  defineRule,
  intendedPlatform,
  isMultiPlatform,
  known,
  machineEvidence,
  type PlatformEvidence,
  type Project,
  show,
  type Truth,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'build-job-without-arch-runner',
  group: 'runner',
  severity: 'error',
  summary: 'A job that builds one architecture of several runs on a machine of that architecture',
  why: `
A job without a runner tag or node selector for its architecture goes to whatever runner is free. A build without
emulation makes an image for the machine it runs on: the image built on amd64 is pushed as \`-arm64\`, the index lists it as
arm64, and it ends in \`exec format error\` on the machines of its users.
  `,
  exceptions: `
Repositories that build one architecture only need no such tag. A command that names a foreign platform and has an
emulator is a matter of \`emulated-build\`, Kaniko's \`--custom-platform\` one of \`kaniko-cross-build\`. Tags that say nothing to
the linter are explained in the policy: \`environment: {runners: {my-pool: {platform: linux/arm64}}}\`.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/#tags',
    'https://docs.gitlab.com/runner/executors/kubernetes/#overwrite-the-node-selector',
  ],

  *check({ project }) {
    for (const build of project.builds.items) {
      const intended = intendedPlatform(build);
      if (intended.is !== 'set' || isMultiPlatform(build) || build.platforms.is !== 'unset') continue;
      if (declaredPlatforms(project, build).length < 2) continue;
      yield* unless(isPinned(project, build), () => ({
        at: build.job.definition.keywords.get('tags') ?? build.job.definition.span,
        message: `nothing puts \`${build.job.name}\`, which builds ${show.platform(intended.value.platform)} by ${intended.value.shown}, on a machine of that architecture; ${whatIsThere(build)}`,
        help: adviceFor(build, intended.value),
        related: [
          { at: build.span, message: 'it builds for the machine it runs on' },
          ...(intended.value.span === build.span
            ? []
            : [{ at: intended.value.span, message: `${show.platform(intended.value.platform)} is meant here` }]),
        ],
        jobs: [build.job],
        identity: show.platform(intended.value.platform),
      }));
    }
  },
});

function isPinned({ expectations }: Project, build: BuildStep): Truth {
  const { items, openTo } = machineEvidence(build.job, expectations);
  if (items.length > 0) return known(true);
  return openTo.length > 0 ? unknown(...openTo) : known(false);
}

function whatIsThere({ job }: BuildStep): string {
  const labels = job.runnerLabels.items.map((label) => show.text(label));
  return labels.length === 0 ? 'it has no runner tags' : `its runner tags ${show.quoted(labels)} name no architecture`;
}

function adviceFor({ job }: BuildStep, { platform }: PlatformEvidence): string {
  const variable = [...job.matrix].find(([, value]) => show.text(value) === platform.architecture)?.[0];
  const tag = variable === undefined ? platform.architecture : `$${variable}`;
  return `give it the tag of a runner of that architecture, for example \`tags: ["${tag}"]\`, or explain its tags under \`environment: runners\` in the policy`;
}

import {
  all,
  allCommands,
  type BuildStep,
  buildsIn,
  defineRule,
  type Fix,
  isBinfmtInstall,
  isOfAction,
  type JobCommand,
  known,
  machinePlatform,
  mayBeOnThrowawayMachine,
  not,
  type Project,
  runsNatively,
  seemsToMakeImages,
  show,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'no-binfmt-install',
  group: 'privilege',
  severity: 'error',
  summary: 'No job registers emulators in the kernel of its machine',
  why: `
Registering QEMU in binfmt_misc needs a privileged container and changes the kernel that all jobs of the machine share: from
then on every job there runs programs of foreign architectures, slowly, and an image of the wrong one no longer fails.
  `,
  exceptions: `
Jobs that build no image are not reported, unless another job of the pipeline builds for platforms that it names and so may rely
on them. Where the commands of a job are out of sight and probably build, nothing is said for certain. A machine that GitHub lends
for one job is thrown away behind it, so a workflow is reported only where a label that runners of one's own give themselves
(\`self-hosted\`) tells that its machine is kept.
  `,
  references: ['https://docs.docker.com/build/building/multi-platform/#qemu', 'https://github.com/tonistiigi/binfmt'],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const command of allCommands(project)) {
      if (!isBinfmtInstall(command) || mayBeOnThrowawayMachine(command.job)) continue;
      const job = seemsToMakeImages(project, command.job);
      const isWrong = [command.runs, job.is === 'no' ? known(servesOthers(project, command)) : job];
      yield* unless(not(all(isWrong)), () => ({
        at: command.span,
        message: `\`${command.job.definition.name}\` registers emulators in the kernel of its machine, which needs a privileged container`,
        help: adviceFor(command, buildsIn(project, command.job)),
        jobs: [command.job],
        identity: show.text(command.program),
        about: [subject.place(command.span)],
        ...fixOf(project, command),
      }));
    }
  },
});

/** A job of its own that prepares the machine for the builds of a later one. */
const servesOthers = (project: Project, { job }: JobCommand): boolean =>
  project.builds.items.some((build) => build.job.pipeline === job.pipeline && build.platforms.is === 'set');

const adviceFor = (command: JobCommand, builds: readonly BuildStep[]): string =>
  builds.some(({ hasEmulators }) => hasEmulators.is === 'yes')
    ? `drop the ${isOfAction(command) ? 'step' : 'line'}: the BuildKit of this builder brings its own emulators; better still, build each platform on a runner of its architecture`
    : 'build each platform in a job of its own on a runner of its architecture, and join the images in a merge job';

/** Without the command, where no build of the jobs that run it needs an emulator of the machine. */
function fixOf(project: Project, command: JobCommand): { readonly fix?: Fix } {
  const { span } = command;
  if (isOfAction(command) || isWholeScript(command)) return {};
  const users = allCommands(project).filter((other) => subject.place(other.span) === subject.place(span));
  const builds = [...new Set(users.map(({ job }) => job))].map((job) => buildsIn(project, job));
  if (!builds.every((own) => own.length > 0 && own.every((build) => needsNoEmulator(project, build)))) return {};
  return {
    fix: {
      title: 'Drop the command',
      safety: 'unsafe',
      because: 'other jobs may rely on the emulators that it leaves on the machine',
      patches: [{ op: 'remove-line', at: span }],
    },
  };
}

/** Whether the script of a step of GitHub is this command and no more, so that no line of it can be taken out. */
const isWholeScript = ({ span: { file, start } }: JobCommand): boolean =>
  /^\s*(?:-\s+)?run:\s*["']?$/.test(file.text.slice(file.lineStart(file.positionAt(start).line), start));

/** BuildKit brings emulators; a build for the machine's own platform uses none. */
function needsNoEmulator({ expectations }: Project, { hasEmulators, platforms, job }: BuildStep): boolean {
  if (hasEmulators.is === 'yes') return true;
  const machine = machinePlatform(job, expectations);
  if (machine.is !== 'set' || platforms.is !== 'set' || platforms.value.openTo.length > 0) return false;
  return platforms.value.items.every(({ platform }) => runsNatively(machine.value.platform, platform));
}

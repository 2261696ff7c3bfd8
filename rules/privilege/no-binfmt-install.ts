import {
  all,
  allCommands,
  type BuildStep,
  buildsIn,
  defineRule,
  isBinfmtInstall,
  type JobCommand,
  known,
  not,
  type Project,
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
on them. Where the commands of a job are out of sight and probably build, nothing is said for certain.
  `,
  references: ['https://docs.docker.com/build/building/multi-platform/#qemu', 'https://github.com/tonistiigi/binfmt'],

  *check({ project }) {
    for (const command of allCommands(project)) {
      if (!isBinfmtInstall(command)) continue;
      const job = seemsToMakeImages(project, command.job);
      yield* unless(not(all([command.runs, job.is === 'no' ? known(servesOthers(project, command)) : job])), () => ({
        at: command.span,
        message: `\`${command.job.definition.name}\` registers emulators in the kernel of its machine, which needs a privileged container`,
        help: adviceFor(buildsIn(project, command.job)),
        jobs: [command.job],
        identity: show.text(command.program),
        about: [subject.place(command.span)],
      }));
    }
  },
});

/** A job of its own that prepares the machine for the builds of a later one. */
const servesOthers = (project: Project, { job }: JobCommand): boolean =>
  project.builds.items.some((build) => build.job.pipeline === job.pipeline && build.platforms.is === 'set');

const adviceFor = (builds: readonly BuildStep[]): string =>
  builds.some(({ hasEmulators }) => hasEmulators.is === 'yes')
    ? 'drop the line: the BuildKit of this builder brings its own emulators; better still, build each platform on a runner of its architecture'
    : 'build each platform in a job of its own on a runner of its architecture, and join the images in a merge job';

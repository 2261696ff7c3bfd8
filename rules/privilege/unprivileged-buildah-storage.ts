import {
  all,
  any,
  commandsIn,
  defineRule,
  holds,
  holesOf,
  type Job,
  type JobCommand,
  jobsOf,
  known,
  knownString,
  not,
  type Project,
  show,
  type Truth,
  toolImageOf,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'unprivileged-buildah-storage',
  group: 'privilege',
  severity: 'warning',
  summary: 'Buildah and Podman use a storage driver that works without privilege',
  why: `
The images of Buildah and Podman are set up for fuse-overlayfs, which needs \`/dev/fuse\`. An ordinary container does not have
it: \`fuse: device not found\`. The driver \`vfs\` copies files and needs nothing. \`podman build\` also needs chroot isolation.
  `,
  exceptions: `
Only the tools' own images are judged; others may bring a configuration of their own. Nothing is said where a runner in the
repository is known to use the shell executor.
  `,
  references: [
    'https://docs.gitlab.com/ci/docker/buildah_rootless_tutorial/',
    'https://github.com/containers/image_build/tree/main/buildah',
  ],

  *check({ project }) {
    if (project.runners.items.some(({ executor }) => executor.is === 'set' && executor.value === 'shell')) return;
    for (const job of jobsOf(project)) {
      if (job.image.is !== 'set') continue;
      const { reference } = job.image.value;
      const image = toolImageOf(reference);
      if (image.is !== 'set' || !['buildah', 'podman'].includes(image.value.tool)) continue;
      const build = storingCommand(project, job);
      if (build === undefined) continue;
      yield* unless(not(all([build.runs, not(storesUnprivileged(build))])), () => ({
        at: build.program.span,
        message: `\`${job.definition.name}\` runs \`${show.text(build.program)}\` with the storage driver of \`${show.text(reference)}\`, which needs \`/dev/fuse\``,
        help: 'add `variables: {STORAGE_DRIVER: vfs}`',
        jobs: [job],
      }));
    }
  },
});

/** Subcommands that put files into the container storage. */
const storing: ReadonlySet<string> = new Set(['build', 'bud', 'from', 'pull', 'commit', 'run', 'manifest']);

const storingCommand = (project: Project, job: Job): JobCommand | undefined =>
  commandsIn(project, job).find(
    (command) =>
      /(?:^|\/)(?:buildah|podman)$/.test(knownString(command.program) ?? '') &&
      command.args.items.some((word) => storing.has(knownString(word) ?? '')),
  );

function storesUnprivileged(command: JobCommand): Truth {
  const words = command.args.items.map((word) => knownString(word) ?? '');
  const byFlag = words.some(
    (word, index) => word === '--storage-driver=vfs' || (word === '--storage-driver' && words[index + 1] === 'vfs'),
  );
  const driver = command.environment('STORAGE_DRIVER');
  return any([
    known(byFlag),
    holds(driver, known(false), (value) => {
      const written = knownString(value);
      return written === undefined ? unknown(...holesOf(value).map(({ cause }) => cause)) : known(written !== '');
    }),
  ]);
}

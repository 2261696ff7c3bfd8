import {
  all,
  any,
  causesIn,
  commandsIn,
  defineRule,
  type Field,
  type Fix,
  findInText,
  hasFuse,
  holds,
  ignoresImage,
  isOfGithub,
  isOnThrowawayMachine,
  isStartedPrivileged,
  isStartedWith,
  type Job,
  type JobCommand,
  jobsOf,
  known,
  knownString,
  not,
  type Problem,
  type Project,
  type Runner,
  setVariables,
  show,
  someTaker,
  type Text,
  type Truth,
  takersOf,
  toolImageOf,
  toolVariable,
  unknown,
  unless,
  wordsOf,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'unprivileged-buildah-storage',
  group: 'privilege',
  severity: 'warning',
  summary: 'Buildah and Podman store and isolate in ways that work without privilege',
  why: `
The images of Buildah and Podman are set up for fuse-overlayfs, which needs \`/dev/fuse\`. An ordinary container does not have
it: \`fuse: device not found\`. The driver \`vfs\` copies files and needs nothing. \`podman build\` also starts a container for each
\`RUN\`, which an unprivileged one forbids; with chroot isolation, which Buildah's image has as its default, it does without.
  `,
  exceptions: `
Only the tools' own images are judged; others may bring a configuration of their own. Any driver that is set by
\`STORAGE_DRIVER\` or \`--storage-driver\` is taken for intended, and so is a \`storage.conf\` that the script touches. Nothing is
said where the job's runner uses the shell executor or gives \`/dev/fuse\` to its jobs, as far as a runner configuration in the
repository or the policy (\`environment: runners\`) tells, nor where a job of GitHub asks for it by \`options: --device /dev/fuse\`.
  `,
  references: [
    'https://docs.gitlab.com/ci/docker/buildah_rootless_tutorial/',
    'https://github.com/containers/image_build/tree/main/buildah',
    'https://docs.podman.io/en/latest/markdown/podman-build.1.html#isolation-type',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const job of jobsOf(project)) {
      if (job.image.is !== 'set' || !isOwnImage(job.image.value.reference)) continue;
      const { reference } = job.image.value;
      const step = storingCommand(project, job);
      if (step === undefined || configures(project, job)) continue;
      const lacksDriver = not(storesUnprivileged(step));
      const lacksIsolation = not(isolatesUnprivileged(step));
      yield* unless(not(all([step.runs, not(isServed(project, job)), any([lacksDriver, lacksIsolation])])), () => ({
        ...(lacksDriver.is === 'no'
          ? isolationProblem(step, reference)
          : driverProblem(step, reference, lacksIsolation)),
        jobs: [job],
        fix: fixFor(job, lacksDriver, lacksIsolation),
      }));
    }
  },
});

/**
 * Whether the job's runner needs no container, or gives it `/dev/fuse`. Where all runners of the repository that may take
 * the job do, the one that takes it is taken for one of them.
 */
function isServed(project: Project, job: Job): Truth {
  if (ignoresImage(project, job)) return known(true);
  if (isOfGithub(job)) return isGivenByOptions(job);
  const serves = (runner: Runner): Truth => any([isShell(runner), hasFuse(runner)]);
  const takers = takersOf(project, job);
  if (takers.length > 0 && takers.every(({ runner }) => serves(runner).is === 'yes')) return known(true);
  return someTaker(project, job, serves);
}

/** In GitHub a job chooses the options of its container itself. A runner of one's own may give all containers more. */
function isGivenByOptions(job: Job): Truth {
  if (job.image.is !== 'set') return known(true);
  const container = job.image.value;
  const because = 'the runner may give its containers `/dev/fuse`';
  return any([
    isStartedPrivileged(container),
    isStartedWith(container, ['--device', '--volume', '-v'], '/dev/fuse'),
    isOnThrowawayMachine(job).is === 'yes' ? known(false) : unknown({ kind: 'runner', because, at: container.span }),
  ]);
}

const isShell = ({ executor }: Runner): Truth => holds(executor, known(false), (name) => known(name === 'shell'));

function isOwnImage(reference: Text): boolean {
  const image = toolImageOf(reference);
  return image.is === 'set' && (image.value.tool === 'buildah' || image.value.tool === 'podman');
}

/** Subcommands that put files into the container storage. */
const storing: ReadonlySet<string> = new Set(['build', 'bud', 'from', 'pull', 'commit', 'run', 'manifest']);

const storingCommand = (project: Project, job: Job): JobCommand | undefined =>
  commandsIn(project, job).find(
    (command) =>
      /(?:^|\/)(?:buildah|podman)$/.test(knownString(command.program) ?? '') &&
      command.args.items.some((word) => storing.has(knownString(word) ?? '')),
  );

/** Whether the script has a hand in the storage's configuration. */
const configures = (project: Project, job: Job): boolean =>
  commandsIn(project, job).some(({ args, writes }) =>
    [...args.items, ...writes.map(({ path }) => path)].some((word) => findInText(word, 'storage.conf') !== -1),
  );

const storesUnprivileged = (command: JobCommand): Truth =>
  any([known(hasFlag(command, '--storage-driver')), isChosen(toolVariable(command, 'STORAGE_DRIVER'))]);

/** Buildah's own image sets the isolation. Source: containers/image_build, buildah/Containerfile. */
function isolatesUnprivileged(command: JobCommand): Truth {
  const builds = command.args.items.some((word) => knownString(word) === 'build');
  if (!builds || !/podman$/.test(knownString(command.program) ?? '')) return known(true);
  return any([known(hasFlag(command, '--isolation')), isChosen(toolVariable(command, 'BUILDAH_ISOLATION'))]);
}

const hasFlag = ({ args }: JobCommand, name: string): boolean =>
  args.items.some(
    ({ parts: [first] }) => first === name || (typeof first === 'string' && first.startsWith(`${name}=`)),
  );

const isChosen = (field: Field<Text>): Truth =>
  holds(field, known(false), (value) => {
    const written = knownString(value);
    return written === undefined ? unknown(...causesIn(value)) : known(written !== '');
  });

function fixFor(job: Job, lacksDriver: Truth, lacksIsolation: Truth): Fix {
  const values = {
    ...(lacksDriver.is === 'no' ? {} : { STORAGE_DRIVER: 'vfs' }),
    ...(lacksIsolation.is === 'no' ? {} : { BUILDAH_ISOLATION: 'chroot' }),
  };
  return {
    title: `Set ${show.quoted(Object.entries(values).map((entry) => entry.join(': ')))}`,
    safety: 'safe',
    patches: setVariables(job, 'image', values),
  };
}

/** The image lacks the driver, whatever the jobs that use it run. */
function driverProblem(step: JobCommand, reference: Text, lacksIsolation: Truth): Problem {
  const { variablesKey } = wordsOf(step.job);
  return {
    at: reference.span,
    related: [{ at: step.program.span, message: 'it runs here' }],
    message: `\`${step.job.definition.name}\` runs \`${show.text(step.program)}\` with the storage driver of \`${show.text(reference)}\`, which needs \`/dev/fuse\``,
    help: `set \`STORAGE_DRIVER: vfs\`${lacksIsolation.is === 'no' ? '' : ' and `BUILDAH_ISOLATION: chroot`'} in the \`${variablesKey}\` of the job${orWithoutContainer(step.job)}`,
  };
}

const isolationProblem = (step: JobCommand, reference: Text): Problem => ({
  at: step.program.span,
  related: [{ at: reference.span, message: 'the image' }],
  message: `\`${step.job.definition.name}\` starts a container for each \`RUN\`, which an unprivileged container forbids`,
  help: `set \`BUILDAH_ISOLATION: chroot\` in the \`${wordsOf(step.job).variablesKey}\` of the job, or build with \`--isolation=chroot\``,
});

/** GitHub's machines have Buildah and Podman. Source: github.com/actions/runner-images, images/ubuntu. */
const orWithoutContainer = (job: Job): string =>
  isOfGithub(job) && isOnThrowawayMachine(job).is === 'yes'
    ? ', or drop the container: the machine itself has Buildah and Podman'
    : '';

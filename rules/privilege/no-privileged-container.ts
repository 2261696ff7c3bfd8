import {
  all,
  allCommands,
  type ContainerCommand,
  containerCommand,
  defineRule,
  hasOption,
  isBinfmtInstall,
  type Job,
  type JobCommand,
  jobsOf,
  knownString,
  mayBeOnThrowawayMachine,
  not,
  optionValues,
  orOnLentMachine,
  type Problem,
  seemsToMakeImages,
  show,
  subject,
  type Text,
  type Truth,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'no-privileged-container',
  group: 'privilege',
  severity: 'error',
  summary: 'No job that builds images starts a privileged container',
  why: `
\`docker run --privileged\` and capabilities such as \`SYS_ADMIN\` make the container root on the machine of the Docker daemon. It
works only on runners that are open to every job, or with the machine's own daemon. In GitHub a job may ask for such a container
itself: \`container: options\`.
  `,
  exceptions: `
Jobs that build no image may test with what they like. Installing emulators is a matter of \`no-binfmt-install\`. A machine that
GitHub lends for one job has nothing to protect, so a workflow is reported only where its runner certainly is one of one's own
(\`self-hosted\`).
  `,
  references: [
    'https://docs.docker.com/reference/cli/docker/container/run/#privileged',
    'https://docs.docker.com/reference/cli/docker/buildx/create/#buildkitd-flags',
  ],

  *check({ project }) {
    for (const command of allCommands(project)) {
      const found = privilegeIn(command);
      if (found === undefined || mayBeOnThrowawayMachine(command.job)) continue;
      const makesImages = seemsToMakeImages(project, command.job);
      yield* unless(not(all([command.runs, makesImages])), () => problemOf(command.job, found, makesImages));
    }
    for (const job of jobsOf(project)) {
      const found = privilegeOf(job);
      if (found === undefined || mayBeOnThrowawayMachine(job)) continue;
      const makesImages = seemsToMakeImages(project, job);
      yield* unless(not(makesImages), () => problemOf(job, found, makesImages));
    }
  },
});

function problemOf(job: Job, { at, what, help }: Found, makesImages: Truth): Problem {
  const also = makesImages.is === 'unknown' ? 'builds images and ' : '';
  return {
    at: at.span,
    message: `\`${job.definition.name}\` ${also}${what}: \`${show.text(at)}\``,
    help: orOnLentMachine(job, help),
    jobs: [job],
    identity: show.text(at),
    about: [subject.place(at.span)],
  };
}

interface Found {
  readonly at: Text;
  readonly what: string;
  readonly help: string;
}

const unprivileged = 'build with a tool that needs no privilege: rootless BuildKit, Buildah or Kaniko';

function privilegeIn(command: JobCommand): Found | undefined {
  if (isBinfmtInstall(command)) return undefined;
  const container = containerCommand(command);
  return container === undefined ? entitlementIn(command) : optionOf(container);
}

/** What a job of GitHub asks of its own container. */
function privilegeOf({ image }: Job): Found | undefined {
  const options = image.is === 'set' ? image.value.options : undefined;
  return options && rootIn({ options: options.items }, 'runs in');
}

function rootIn(container: Pick<ContainerCommand, 'options'>, does: string): Found | undefined {
  const privileged = hasOption(container, '--privileged');
  if (privileged !== undefined) return { at: privileged, what: `${does} a privileged container`, help: unprivileged };
  const capability = optionValues(container, '--cap-add').find(isRoot);
  const what = `${does} a container with a capability that is as good as root`;
  return capability && { at: capability, what, help: unprivileged };
}

function optionOf(container: ContainerCommand): Found | undefined {
  const root = rootIn(container, 'starts');
  if (root !== undefined) return root;
  const unconfined = optionValues(container, '--security-opt').find((value) =>
    /^seccomp[=:]unconfined$/.test(knownString(value) ?? ''),
  );
  return unconfined !== undefined && isBuilder(container)
    ? { at: unconfined, what: 'starts a build container without seccomp', help: unprivileged }
    : undefined;
}

/** Podman takes several capabilities in one word. */
const isRoot = (value: Text): boolean =>
  (knownString(value) ?? '').split(',').some((capability) => /^(?:CAP_)?(?:SYS_ADMIN|ALL)$/i.test(capability));

const isBuilder = ({ image }: ContainerCommand): boolean =>
  image.is === 'set' && /buildkit|buildah|podman|kaniko|docker|img/.test(show.text(image.value));

const daemons = /(?:^|\/)(?:docker|docker-buildx|buildx|buildctl(?:-daemonless\.sh)?|buildkitd)$/;

const entitled = 'drop the entitlement, and do without `RUN --security=insecure`';

/** The right to run `RUN --security=insecure`. Source: docs.docker.com/reference/cli/docker/buildx/build/#allow. */
function entitlementIn(command: JobCommand): Found | undefined {
  if (!daemons.test(knownString(command.program) ?? '')) return undefined;
  const at = command.args.items.find((word) =>
    /(?:^|[\s=,])security\.insecure(?:$|[\s,])/.test(knownString(word) ?? ''),
  );
  return at === undefined ? undefined : { at, what: 'lets the build run privileged commands', help: entitled };
}

import {
  all,
  allCommands,
  type ContainerCommand,
  containerCommand,
  defineRule,
  hasOption,
  isBinfmtInstall,
  isOnThrowawayMachine,
  type JobCommand,
  knownString,
  not,
  optionValues,
  seemsToMakeImages,
  show,
  type Text,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'no-privileged-container',
  group: 'privilege',
  severity: 'error',
  summary: 'No job that builds images starts a privileged container',
  why: `
\`docker run --privileged\` and capabilities such as \`SYS_ADMIN\` make the container root on the machine of the Docker daemon. It
works only on runners that are open to every job, or with the machine's own daemon.
  `,
  exceptions: `
Jobs that build no image may test with what they like. Installing emulators is a matter of \`no-binfmt-install\`. Nothing is said
where GitHub lends a machine for one job.
  `,
  references: [
    'https://docs.docker.com/reference/cli/docker/container/run/#privileged',
    'https://docs.docker.com/reference/cli/docker/buildx/create/#buildkitd-flags',
  ],

  *check({ project }) {
    for (const command of allCommands(project)) {
      const found = privilegeIn(command);
      if (found === undefined) continue;
      const { job } = command;
      const makesImages = seemsToMakeImages(project, job);
      const also = makesImages.is === 'unknown' ? 'builds images and ' : '';
      yield* unless(not(all([command.runs, makesImages, not(isOnThrowawayMachine(job))])), () => ({
        at: found.at.span,
        message: `\`${job.definition.name}\` ${also}${found.what}: \`${show.text(found.at)}\``,
        help: found.help,
        jobs: [job],
        identity: show.text(found.at),
      }));
    }
  },
});

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

function optionOf(container: ContainerCommand): Found | undefined {
  const privileged = hasOption(container, '--privileged');
  if (privileged !== undefined) return { at: privileged, what: 'starts a privileged container', help: unprivileged };
  const capability = optionValues(container, '--cap-add').find(isRoot);
  if (capability !== undefined)
    return { at: capability, what: 'starts a container with a capability that is as good as root', help: unprivileged };
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

import {
  all,
  allCommands,
  type ContainerCommand,
  containerCommand,
  defineRule,
  hasOption,
  isBinfmtInstall,
  type JobCommand,
  knownString,
  makesImages,
  not,
  optionValues,
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
  exceptions:
    'Jobs that build no image may test with what they like. Installing emulators is a matter of `no-binfmt-install`.',
  references: [
    'https://docs.docker.com/reference/cli/docker/container/run/#privileged',
    'https://docs.docker.com/reference/cli/docker/buildx/create/#buildkitd-flags',
  ],

  *check({ project }) {
    for (const command of allCommands(project)) {
      const found = privilegeIn(command);
      if (found === undefined || command.job.canRun.is === 'no') continue;
      yield* unless(not(all([command.runs, makesImages(project, command.job)])), () => ({
        at: found.at.span,
        message: `\`${command.job.definition.name}\` ${found.what}, \`${show.text(found.at)}\``,
        help: 'build with a tool that needs no privilege: rootless BuildKit, Buildah or Kaniko',
        jobs: [command.job],
        identity: show.text(found.at),
      }));
    }
  },
});

interface Found {
  readonly at: Text;
  readonly what: string;
}

function privilegeIn(command: JobCommand): Found | undefined {
  if (isBinfmtInstall(command)) return undefined;
  const container = containerCommand(command);
  return container === undefined ? entitlementIn(command) : optionOf(container);
}

function optionOf(container: ContainerCommand): Found | undefined {
  const privileged = hasOption(container, '--privileged');
  if (privileged !== undefined) return { at: privileged, what: 'starts a privileged container' };
  const capability = optionValues(container, '--cap-add').find((value) =>
    /^(?:CAP_)?(?:SYS_ADMIN|ALL)$/i.test(knownString(value) ?? ''),
  );
  if (capability !== undefined)
    return { at: capability, what: 'starts a container with a capability that is as good as root' };
  const image = container.image.is === 'set' ? show.text(container.image.value) : '';
  const unconfined = optionValues(container, '--security-opt').find((value) =>
    /^seccomp[=:]unconfined$/.test(knownString(value) ?? ''),
  );
  const builds = /buildkit|buildah|podman|kaniko|docker/.test(image);
  return unconfined !== undefined && builds
    ? { at: unconfined, what: 'starts a build container without seccomp' }
    : undefined;
}

/** The right to run `RUN --security=insecure`. Source: docs.docker.com/reference/cli/docker/buildx/build/#allow. */
function entitlementIn(command: JobCommand): Found | undefined {
  const program = knownString(command.program) ?? '';
  if (!/(?:^|\/)(?:docker|buildctl(?:-daemonless\.sh)?|buildx|docker-buildx)$/.test(program)) return undefined;
  const at = command.args.items.find((word) =>
    /(?:^|[\s=])(?:--allow-insecure-entitlement[\s=])?security\.insecure(?:$|\s)/.test(knownString(word) ?? ''),
  );
  return at === undefined ? undefined : { at, what: 'lets the build run privileged commands' };
}

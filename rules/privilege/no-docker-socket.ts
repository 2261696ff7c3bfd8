import {
  all,
  allCommands,
  any,
  type ContainerCommand,
  causesIn,
  containerCommand,
  defineRule,
  hasDockerDaemon,
  holds,
  type JobCommand,
  jobsOf,
  known,
  knownString,
  mayBeOnThrowawayMachine,
  not,
  optionValues,
  orOnLentMachine,
  type Project,
  seemsToMakeImages,
  show,
  type Text,
  type Truth,
  toolVariable,
  unknown,
  unless,
  type Verdict,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'no-docker-socket',
  group: 'privilege',
  severity: 'error',
  summary: "No job reaches the Docker daemon of its machine through the daemon's socket",
  why: `
Whoever can write to \`/var/run/docker.sock\` can start a container with the machine's disks in it: the socket is root on the
machine, mounted read-only or not. Builds of different projects also share one image store.
  `,
  exceptions: `
The socket of a rootless Docker daemon (\`$XDG_RUNTIME_DIR/docker.sock\`) belongs to its user and is fine. A socket that a job
mounts beside a Docker daemon of its own (\`services: [docker:dind]\`, \`DOCKER_HOST: tcp://…\`) is that daemon's. A machine that GitHub
lends for one job has nothing to protect, so a workflow is reported only where its runner certainly is one of one's own
(\`self-hosted\`).
  `,
  references: [
    'https://docs.gitlab.com/ci/docker/using_docker_build/#use-docker-socket-binding',
    'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
  ],

  *check({ project }) {
    yield* inRunners(project);
    yield* inVariables(project);
    yield* inExports(project);
    yield* inMounts(project);
    yield* inVolumes(project);
  },
});

const withoutDaemon = 'build with a tool that needs no daemon: Kaniko, rootless BuildKit or rootless Buildah';

function* inRunners({ runners }: Project): Generator<Verdict> {
  for (const { name, privileges } of runners.items) {
    for (const { span, written } of privileges.filter(({ kind }) => kind === 'docker-socket')) {
      yield* violation({
        at: span,
        message: `${name === '' ? 'a runner' : `the runner \`${name}\``} mounts the socket of its machine's daemon into every job: \`${written}\``,
        help: `drop the volume, and ${withoutDaemon}`,
        identity: `${name} ${written}`,
      });
    }
  }
}

/** The machine's socket, where it is the daemon that jobs are told to use. */
const isMachineHost = (host: Text): boolean =>
  /^unix:\/{2,3}(?:var\/)?run\/docker\.sock$/.test(knownString(host) ?? '');

function* inVariables(project: Project): Generator<Verdict> {
  for (const job of jobsOf(project)) {
    const host = job.variables.defined.get('DOCKER_HOST');
    if (host === undefined || !isMachineHost(host.value) || mayBeOnThrowawayMachine(job)) continue;
    yield* unless(not(seemsToMakeImages(project, job)), () => ({
      at: host.span,
      message: `\`${job.definition.name}\` works with the Docker daemon of its machine: \`DOCKER_HOST: ${show.text(host.value)}\``,
      help: orOnLentMachine(job, withoutDaemon),
      jobs: [job],
      identity: 'DOCKER_HOST',
    }));
  }
}

/** `export DOCKER_HOST=…` in a script that builds. */
function* inExports({ builds }: Project): Generator<Verdict> {
  for (const { job, command, tool, runs } of builds.items) {
    const host = toolVariable(command, 'DOCKER_HOST');
    if (host.is !== 'set' || !isMachineHost(host.value) || job.variables.defined.has('DOCKER_HOST')) continue;
    if (mayBeOnThrowawayMachine(job)) continue;
    yield* unless(not(runs), () => ({
      at: host.value.span,
      message: `\`${job.definition.name}\` builds with the Docker daemon of its machine: \`DOCKER_HOST=${show.text(host.value)}\``,
      help: orOnLentMachine(job, withoutDaemon),
      related: [{ at: command.program.span, message: `\`${tool}\` uses it` }],
      jobs: [job],
      identity: 'DOCKER_HOST',
    }));
  }
}

function* inMounts(project: Project): Generator<Verdict> {
  for (const command of allCommands(project)) {
    const container = containerCommand(command);
    const mount = container === undefined ? undefined : socketMount(container);
    if (mount === undefined || mayBeOnThrowawayMachine(command.job)) continue;
    const isWrong = all([command.runs, not(hasOtherDaemon(command))]);
    yield* unless(not(isWrong), () => ({
      at: mount.span,
      message: `\`${command.job.definition.name}\` mounts the Docker socket of its machine into a container: \`${show.text(mount)}\``,
      help: 'use a tool that reads images from the registry or from an archive, and needs no daemon',
      jobs: [command.job],
      identity: show.text(mount),
    }));
  }
}

/** The container of a job of GitHub, which chooses its volumes itself. */
function* inVolumes(project: Project): Generator<Verdict> {
  for (const job of jobsOf(project)) {
    const options = job.image.is === 'set' ? job.image.value.options : undefined;
    const mount = options === undefined ? undefined : socketMount({ options: options.items });
    if (mount === undefined || mayBeOnThrowawayMachine(job)) continue;
    yield* unless(not(seemsToMakeImages(project, job)), () => ({
      at: mount.span,
      message: `\`${job.definition.name}\` mounts the Docker socket of its machine into its container: \`${show.text(mount)}\``,
      help: orOnLentMachine(job, withoutDaemon),
      jobs: [job],
      identity: show.text(mount),
    }));
  }
}

const socketMount = (container: Pick<ContainerCommand, 'options'>): Text | undefined =>
  optionValues(container, '-v', '--volume', '--mount').find((value) =>
    /^(?:\/var)?\/run\/docker\.sock(?::|$)|(?:^|,)(?:source|src)=(?:\/var)?\/run\/docker\.sock(?:,|$)/.test(
      show.text(value),
    ),
  );

/** Whether the containers of a command run in a daemon that is not the machine's. */
const hasOtherDaemon = (command: JobCommand): Truth =>
  any([
    hasDockerDaemon(command.job),
    holds(toolVariable(command, 'DOCKER_HOST'), known(false), (host) => {
      const [first] = host.parts;
      return typeof first === 'string' ? known(/^(?:tcp|ssh|https?):/.test(first)) : unknown(...causesIn(host));
    }),
  ]);

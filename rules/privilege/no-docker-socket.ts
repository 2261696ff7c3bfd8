import {
  all,
  allCommands,
  containerCommand,
  defineRule,
  findInText,
  type Job,
  jobsOf,
  known,
  makesImages,
  not,
  optionValues,
  type Project,
  show,
  unless,
  type Verdict,
  violation,
} from '../../src/rule/index.ts';

const socket = '/var/run/docker.sock';

export default defineRule({
  id: 'no-docker-socket',
  group: 'privilege',
  severity: 'error',
  summary: "No job reaches the Docker daemon of its machine through the daemon's socket",
  why: `
Whoever can write to \`/var/run/docker.sock\` can start a container with the machine's disks in it: the socket is root on the
machine, for every job, mounted read-only or not. Builds of different projects also share one image store.
  `,
  exceptions:
    'The socket of a rootless Docker daemon (`$XDG_RUNTIME_DIR/docker.sock`) belongs to its user and is fine.',
  references: [
    'https://docs.gitlab.com/ci/docker/using_docker_build/#use-docker-socket-binding',
    'https://docs.docker.com/engine/security/#docker-daemon-attack-surface',
  ],

  *check({ project }) {
    yield* inRunners(project);
    for (const job of jobsOf(project)) yield* inVariables(project, job);
    yield* inCommands(project);
  },
});

function* inRunners({ runners }: Project): Generator<Verdict> {
  for (const { name, privileges } of runners.items) {
    for (const { span, written } of privileges.filter(({ kind }) => kind === 'docker-socket')) {
      yield* violation({
        at: span,
        message: `the runner${name === '' ? '' : ` \`${name}\``} mounts the Docker socket of its machine into every job: \`${written}\``,
        help: 'drop the volume, and build with Kaniko, rootless BuildKit or rootless Buildah',
        identity: name,
      });
    }
  }
}

function* inVariables(project: Project, job: Job): Generator<Verdict> {
  const host = job.variables.defined.get('DOCKER_HOST');
  if (host === undefined || findInText(host.value, `unix://${socket}`) !== 0) return;
  yield* unless(not(makesImages(project, job)), () => ({
    at: host.span,
    message: `\`${job.definition.name}\` builds with the Docker daemon of its machine: \`DOCKER_HOST: ${show.text(host.value)}\``,
    help: 'build without a daemon: Kaniko, rootless BuildKit or rootless Buildah',
    jobs: [job],
    identity: 'DOCKER_HOST',
  }));
}

function* inCommands(project: Project): Generator<Verdict> {
  for (const command of allCommands(project)) {
    const container = containerCommand(command);
    if (container === undefined) continue;
    const mount = optionValues(container, '-v', '--volume', '--mount').find(
      (value) => findInText(value, socket) !== -1,
    );
    if (mount === undefined) continue;
    yield* unless(not(all([command.runs, known(command.job.canRun.is !== 'no')])), () => ({
      at: mount.span,
      message: `\`${command.job.definition.name}\` mounts the Docker socket of its machine into a container: \`${show.text(mount)}\``,
      help: 'use a tool that needs no daemon',
      jobs: [command.job],
      identity: show.text(mount),
    }));
  }
}

import {
  all,
  type BuildStep,
  buildsIn,
  defineRule,
  type Fix,
  isDockerDaemon,
  type Job,
  type JobService,
  jobsOf,
  mayBeOnThrowawayMachine,
  mergesIn,
  not,
  orOnLentMachine,
  type Problem,
  type Project,
  seemsToMakeImages,
  show,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'no-dind-service',
  group: 'privilege',
  severity: 'error',
  summary: 'No job that builds images has a Docker daemon as a service',
  why: `
Docker-in-Docker needs \`privileged = true\` in the runner's configuration, in GitHub \`options: --privileged\` at the service. Every
job on that runner is then root on the node and can read what other jobs leave there. Without it the service dies with \`mount: permission denied (are you
root?)\`, and the job with \`Cannot connect to the Docker daemon\`.
  `,
  exceptions: `
Jobs that build and merge no image, such as integration tests with compose, are not reported, nor are those that only call
scripts of that kind (\`./ci/test.sh\`, \`make lint\`). Where the commands are out of sight and probably build (\`make image\`),
nothing is said for certain. A machine that GitHub lends for one job has nothing to protect, so a workflow is reported only where
its runner certainly is one of one's own (\`self-hosted\`). A \`dind-rootless\` service is a warning: it needs a privileged container, too, or one without
seccomp and AppArmor.
  `,
  references: [
    'https://docs.gitlab.com/ci/docker/using_docker_build/#use-docker-in-docker',
    'https://docs.gitlab.com/ci/docker/using_buildkit/',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const job of jobsOf(project)) {
      if (mayBeOnThrowawayMachine(job)) continue;
      const makesImages = seemsToMakeImages(project, job);
      for (const service of job.services.items) {
        const isWrong = all([isDockerDaemon(service), makesImages]);
        yield* unless(not(isWrong), () => problemOf(project, job, service));
      }
    }
  },
});

function problemOf(project: Project, job: Job, service: JobService): Problem {
  const name = show.text(service.reference);
  const isRootless = /rootless/.test(name);
  const user = project.builds.items.find((build) => usesDaemon(build) && isBeside(build, service));
  const fix = withoutService(project, job, service);
  return {
    at: service.span,
    severity: isRootless ? 'warning' : 'error',
    message: `${claimOf(project, job, service)}, which needs a privileged${isRootless ? ' or unconfined' : ''} container`,
    help: user === undefined ? adviceWithoutUser(project, job, service) : orOnLentMachine(job, build),
    ...(user === undefined
      ? {}
      : { related: [{ at: user.command.program.span, message: `\`${user.tool}\` uses it` }] }),
    jobs: [job],
    identity: name,
    ...(fix && { fix }),
  };
}

/** What is said of the job, so that "cannot rule out that" may stand in front of what is in doubt. */
function claimOf(project: Project, job: Job, service: JobService): string {
  const shown = `\`${job.definition.name}\``;
  const name = `\`${show.text(service.reference)}\``;
  if (isDockerDaemon(service).is === 'unknown') return `${shown} has a Docker daemon as a service, ${name}`;
  return seemsToMakeImages(project, job).is === 'unknown'
    ? `${shown} builds images beside the Docker daemon ${name}`
    : `${shown} has the Docker daemon ${name} as a service`;
}

const build =
  'build without a daemon: rootless BuildKit (`moby/buildkit:<version>-rootless` with `buildctl-daemonless.sh`), Buildah or Kaniko';

/** The same service may stand beside many jobs. */
const isBeside = ({ job }: BuildStep, { span }: JobService): boolean =>
  job.services.items.some((other) => other.span.file === span.file && other.span.start === span.start);

const usesDaemon = ({ tool }: BuildStep): boolean => tool.startsWith('docker ');

/** Tools that join images ask the registry, and so do those that need no daemon to build. */
function adviceWithoutUser(project: Project, job: Job, service: JobService): string {
  const [tool] = [...buildsIn(project, job), ...mergesIn(project, job)].map((step) => step.tool);
  if (tool === undefined) return orOnLentMachine(job, build);
  const isForAll = jobsBeside(project, service).every((user) => needsNone(project, user));
  return `${isForAll ? 'drop the service' : 'leave the service to the other jobs that share it'}: \`${tool}\` needs no Docker daemon`;
}

const jobsBeside = (project: Project, { span }: JobService): readonly Job[] =>
  jobsOf(project).filter(({ services }) =>
    services.items.some((other) => other.span.file === span.file && other.span.start === span.start),
  );

const needsNone = (project: Project, job: Job): boolean =>
  buildsIn(project, job).length + mergesIn(project, job).length > 0 && !buildsIn(project, job).some(usesDaemon);

/** Without the service, where it is the only one of a list and every job that has it builds and merges by other tools. */
function withoutService(project: Project, job: Job, service: JobService): Fix | undefined {
  const key = job.definition.keywords.get('services');
  if (key === undefined || job.services.items.length > 1 || job.services.openTo.length > 0) return undefined;
  if (!jobsBeside(project, service).every((user) => needsNone(project, user))) return undefined;
  return {
    title: 'Drop the service',
    safety: 'unsafe',
    because: 'other commands of the job may ask the daemon',
    patches: [{ op: 'remove-key', at: key }],
  };
}

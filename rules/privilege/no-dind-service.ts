import {
  all,
  defineRule,
  holesOf,
  type Job,
  type JobService,
  jobsOf,
  known,
  knownString,
  makesImages,
  not,
  show,
  type Text,
  type Truth,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'no-dind-service',
  group: 'privilege',
  severity: 'error',
  summary: 'No image is built by a Docker daemon that runs as a service of the job',
  why: `
Docker-in-Docker needs \`privileged = true\` in the runner's configuration. Every job on that runner is then root on the node
and can read what other jobs leave there. On a runner without it the service dies with \`mount: permission denied (are you
root?)\`, and the job with \`Cannot connect to the Docker daemon\`.
  `,
  exceptions: `
Jobs that build no image, such as integration tests with compose, are not reported. A \`dind-rootless\` service is a warning: it
needs a privileged container too, or one without seccomp and AppArmor. Where the job's commands are out of sight, nothing
is said for certain.
  `,
  references: [
    'https://docs.gitlab.com/ci/docker/using_docker_build/#use-docker-in-docker',
    'https://docs.gitlab.com/ci/docker/using_buildkit/',
  ],

  *check({ project }) {
    for (const job of jobsOf(project)) {
      for (const service of job.services.items) {
        const isDind = isDockerDaemon(service);
        if (isDind.is === 'no') continue;
        const rootless = show.text(service.reference).includes('rootless');
        yield* unless(not(all([isDind, makesImages(project, job)])), () => ({
          at: service.span,
          severity: rootless ? 'warning' : 'error',
          message: `\`${job.definition.name}\` builds with the service \`${show.text(service.reference)}\`, a Docker daemon that needs ${rootless ? 'a privileged or unconfined' : 'a privileged'} container`,
          help: 'build without a daemon: rootless BuildKit (`moby/buildkit:<version>-rootless` with `buildctl-daemonless.sh`), Buildah, or Kaniko',
          related: builtHere(job, project),
          jobs: [job],
          identity: show.text(service.reference),
        }));
      }
    }
  },
});

/** A Docker daemon by its image's name; an image behind a variable may be one where its alias is Docker's. */
function isDockerDaemon({ reference, alias }: JobService): Truth {
  const written = show.text(reference);
  const isImage = /(?:^|\/)docker:[^/]*dind|(?:^|\/)[\w.-]*dind(?:-rootless)?(?::|$)/.test(written);
  if (isImage) return known(true);
  const hidden = isHiddenName(reference);
  const asDocker = alias.is === 'set' && knownString(alias.value) === 'docker';
  return hidden && asDocker
    ? unknown(...holesOf(reference).map(({ cause }) => cause))
    : known(/dind/.test(written) && hidden);
}

const isHiddenName = ({ parts }: Text): boolean => parts.some((part) => typeof part !== 'string');

function builtHere(job: Job, { builds }: Parameters<typeof makesImages>[0]) {
  const build = builds.items.find((one) => one.job === job);
  return build === undefined ? [] : [{ at: build.span, message: `${build.tool} builds here` }];
}

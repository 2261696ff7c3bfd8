import {
  all,
  commandsIn,
  defineRule,
  holds,
  type Job,
  type JobCommand,
  jobsOf,
  known,
  knownString,
  not,
  type Project,
  show,
  toolImageOf,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'rootless-buildkit-image',
  group: 'privilege',
  severity: 'error',
  summary: 'A job that starts BuildKit starts the rootless one',
  why: `
The daemon in \`moby/buildkit\` without \`rootless\` in its tag mounts filesystems as root and needs a privileged container. In an
ordinary one the build ends at once with \`operation not permitted\`.
  `,
  exceptions:
    'A job that only talks to a daemon elsewhere (`buildctl --addr`, `BUILDKIT_HOST`) may use any image of BuildKit.',
  references: [
    'https://github.com/moby/buildkit/blob/master/docs/rootless.md',
    'https://docs.gitlab.com/ci/docker/using_buildkit/',
  ],

  *check({ project }) {
    for (const job of jobsOf(project)) {
      if (job.image.is !== 'set') continue;
      const { reference, span } = job.image.value;
      const image = toolImageOf(reference);
      if (image.is !== 'set' || image.value.tool !== 'buildkit') continue;
      const starts = startsDaemon(project, job);
      if (starts === undefined) continue;
      const isRootful = known(!show.text(reference).includes('rootless') && isTagKnown(show.text(reference)));
      yield* unless(not(all([isRootful, starts.runs])), () => ({
        at: span,
        message: `\`${job.definition.name}\` starts BuildKit in \`${show.text(reference)}\`, which needs a privileged container`,
        help: `use the rootless image: \`${rootless(show.text(reference))}\`, with \`BUILDKITD_FLAGS: --oci-worker-no-process-sandbox\``,
        related: [{ at: starts.span, message: 'the daemon is started here' }],
        jobs: [job],
        identity: show.text(reference),
      }));
    }
  },
});

const daemons = /(?:^|\/)(?:buildctl-daemonless\.sh|buildkitd)$/;

/** The command that starts a daemon in the job; a `buildctl` with an address is a client of another one. */
const startsDaemon = (project: Project, job: Job): JobCommand | undefined =>
  commandsIn(project, job).find(
    (command) =>
      daemons.test(knownString(command.program) ?? '') &&
      holds(command.environment('BUILDKIT_HOST'), known(true), () => known(false)).is !== 'no',
  );

/** A tag behind a variable may be a rootless one. */
const isTagKnown = (reference: string): boolean => !/:[^/]*\$/.test(reference);

function rootless(reference: string): string {
  const [name = reference, tag] = reference.split(/:(?=[^/]*$)/);
  return tag === undefined || tag === 'latest' ? `${name}:rootless` : `${name}:${tag}-rootless`;
}

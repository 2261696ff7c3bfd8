import {
  all,
  commandsIn,
  defineRule,
  findInText,
  holesOf,
  type Job,
  type JobCommand,
  jobsOf,
  known,
  knownString,
  not,
  type Project,
  show,
  type Text,
  type Truth,
  toolImageOf,
  unknown,
  unless,
} from '../../src/rule/index.ts';

const flag = '--oci-worker-no-process-sandbox';

export default defineRule({
  id: 'rootless-buildkit-sandbox',
  group: 'privilege',
  severity: 'error',
  summary: 'Rootless BuildKit in a container runs without its process sandbox',
  why: `
For each \`RUN\` BuildKit mounts a fresh \`/proc\`, which an unprivileged container forbids: \`mount proc:/proc ... operation not
permitted\`. With \`--oci-worker-no-process-sandbox\` it does without.
  `,
  exceptions:
    'The flag may stand in `BUILDKITD_FLAGS` at any level, or on the command line of the daemon. A variable in its place is not judged.',
  references: [
    'https://github.com/moby/buildkit/blob/master/docs/rootless.md',
    'https://docs.gitlab.com/ci/docker/using_buildkit/',
  ],

  *check({ project }) {
    for (const job of jobsOf(project)) {
      if (job.image.is !== 'set') continue;
      const { reference } = job.image.value;
      const image = toolImageOf(reference);
      if (image.is !== 'set' || image.value.tool !== 'buildkit' || !show.text(reference).includes('rootless')) continue;
      const daemon = daemonOf(project, job);
      if (daemon === undefined) continue;
      yield* unless(not(all([daemon.runs, not(hasFlag(daemon))])), () => ({
        at: daemon.program.span,
        message: `\`${job.definition.name}\` starts rootless BuildKit with its process sandbox, which an unprivileged container forbids`,
        help: `add \`variables: {BUILDKITD_FLAGS: ${flag}}\` to \`${job.definition.name}\``,
        related: [{ at: reference.span, message: 'the rootless image' }],
        jobs: [job],
      }));
    }
  },
});

const daemonOf = (project: Project, job: Job): JobCommand | undefined =>
  commandsIn(project, job).find((command) =>
    /(?:^|\/)(?:buildctl-daemonless\.sh|buildkitd)$/.test(knownString(command.program) ?? ''),
  );

/** Whether the flag reaches the daemon, by its variable or on its own command line. */
function hasFlag(command: JobCommand): Truth {
  if (command.args.items.some((word) => knownString(word) === flag)) return known(true);
  const flags = command.environment('BUILDKITD_FLAGS');
  if (flags.is === 'unknown') return unknown(...flags.causes);
  return flags.is === 'set' ? holdsFlag(flags.value) : known(false);
}

function holdsFlag(value: Text): Truth {
  if (findInText(value, flag) !== -1) return known(true);
  const holes = holesOf(value);
  return holes.length === 0 ? known(false) : unknown(...holes.map(({ cause }) => cause));
}

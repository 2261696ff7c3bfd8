import {
  allCommands,
  commandsIn,
  defineRule,
  groupBy,
  type Job,
  type JobCommand,
  jobsOf,
  knownString,
  not,
  type Problem,
  type Project,
  type Span,
  show,
  subject,
  type Truth,
  unless,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'insecure-entitlement',
  group: 'privilege',
  severity: 'warning',
  isOptIn: true,
  summary: 'No build asks BuildKit for commands without a sandbox',
  why: `
\`RUN --security=insecure\` runs a command with all capabilities and without seccomp, as in a privileged container. The daemon has to
allow it with \`--allow-insecure-entitlement security.insecure\`, the build with \`--allow security.insecure\`, and the daemon
itself then needs a privileged container. Whoever may change the Dockerfile owns the runner.
  `,
  exceptions: `
The rule has to be asked for in the policy: some builds (kernel modules, nested containers) cannot do without. Flags in a
variable that the repository does not set are not seen. A command that \`no-privileged-container\` reports is left to it.
  `,
  references: [
    'https://docs.docker.com/reference/dockerfile/#run---security',
    'https://docs.docker.com/reference/cli/docker/buildx/build/#allow',
  ],

  *check({ project }) {
    for (const { flags } of project.dockerfiles.flatMap(({ stages }) => stages.flatMap(({ runs }) => runs)))
      for (const { name, value, span } of flags)
        if (name === 'security' && value === 'insecure') yield* violation(inDockerfile(span));
    for (const together of groupBy(permissionsIn(project), ({ at }) => subject.place(at)).values()) {
      const [first] = together;
      const jobs = together.map(({ job }) => job);
      if (first !== undefined) yield* unless(first.isMissing, () => inJobs(first, jobs));
    }
  },
});

/** A word of a job that allows commands without a sandbox. */
interface Permission {
  readonly at: Span;
  readonly job: Job;
  /** Whether it takes no effect; never "yes". */
  readonly isMissing: Truth;
}

const permissionsIn = (project: Project): readonly Permission[] => [
  ...allCommands(project).flatMap(inCommand),
  ...jobsOf(project).flatMap((job) => inFlagsOfDaemon(project, job)),
];

/** Programs that hand the permission to BuildKit, or are BuildKit. */
const programs = /(?:^|\/)(?:docker|docker-buildx|buildx|buildctl|buildctl-daemonless\.sh|buildkitd|rootlesskit)$/;

function inCommand({ program, args, runs, job }: JobCommand): readonly Permission[] {
  if (!programs.test(knownString(program) ?? '') || runs.is === 'no') return [];
  const allows = args.items.filter((arg) => isPermission(knownString(arg) ?? ''));
  return allows.map(({ span }) => ({ at: span, job, isMissing: not(runs) }));
}

const isPermission = (word: string): boolean => /(?:^|[=\s,])security\.insecure(?:$|[\s,])/.test(word);

/** `BUILDKITD_FLAGS`, which `buildctl-daemonless.sh` hands to the daemon that it starts. */
function inFlagsOfDaemon(project: Project, job: Job): readonly Permission[] {
  const variable = job.variables.defined.get('BUILDKITD_FLAGS');
  const daemonless = commandsIn(project, job).find(({ program }) => /daemonless/.test(knownString(program) ?? ''));
  if (variable === undefined || daemonless === undefined || !isPermission(knownString(variable.value) ?? '')) return [];
  return [{ at: variable.span, job, isMissing: not(daemonless.runs) }];
}

const inDockerfile = (at: Span): Problem => ({
  at,
  message: '`--security=insecure` runs a command of the build without a sandbox',
  help: 'do without it, or do what needs it outside of the build',
});

const inJobs = ({ at }: Permission, jobs: readonly Job[]): Problem => ({
  at,
  message: `${show.quoted(show.jobs(jobs))} allows the build to run commands without a sandbox`,
  help: 'drop `security.insecure`',
  jobs,
  follows: [subject.place(at)],
});

import {
  commandsIn,
  defineRule,
  type Fix,
  groupBy,
  imageLosses,
  isOfGithub,
  isOfOutput,
  isOwnKeyword,
  type Job,
  jobsOf,
  lostOutputProblem,
  type Problem,
  type Project,
  reportersOf,
  reportsVariables,
  sharedLosses,
  show,
  subject,
  togetherness,
  type UnsetVariable,
  unsetVariablesOf,
  violation,
  type Withheld,
  withheldFrom,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'dotenv-tag-unreachable',
  group: 'reference',
  severity: 'error',
  summary: 'A job that uses a variable of a dotenv report, or an output, receives it',
  why: `
Variables of a dotenv report go to jobs of later stages, or, where a job has \`needs\`, only to those that need the reporting job
with its artifacts. Elsewhere the variable is empty, without an error: a build pushes \`app:-arm64\`, and the merge asks the
registry for \`app:-amd64\`.

In a workflow of GitHub the outputs of a job reach those that name it under \`needs\`, and the outputs of a step the steps behind
it. \`\${{ needs.version.outputs.tag }}\` without the need, with an output that \`version\` does not declare, or that is made of a step
with another id, is an empty text, without an error.
  `,
  exceptions: `
Only variables that nothing else in the repository sets are looked at. One that the project's settings hold under the same name
cannot be seen; a report that is never used does no harm. Where it is not certain that the report does not arrive, nothing is said.
Of outputs only those are looked at that images are made of, and not those with something to fall back on
(\`\${{ steps.tag.outputs.name || 'edge' }}\`). What an action that is not known sets cannot be told.
  `,
  references: [
    'https://docs.gitlab.com/ci/variables/dotenv_variables/',
    'https://docs.gitlab.com/ci/yaml/#needsartifacts',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#needs-context',
    'https://docs.github.com/en/actions/how-tos/write-workflows/choose-what-workflows-do/pass-job-outputs',
  ],
  fixes: ['safe', 'unsafe'],

  *check({ project }) {
    const uses = jobsOf(project).flatMap((job) => unreachableIn(project, job));
    for (const here of groupBy(uses, keyOf).values()) {
      const [first] = here;
      if (first !== undefined)
        yield* violation(
          problemOf(
            first,
            here.map(({ job }) => job),
          ),
        );
    }
    const losses = imageLosses(project).filter(({ value }) => isOfOutput(value));
    for (const loss of sharedLosses(losses)) yield* violation(lostOutputProblem(loss));
  },
});

/** A read of a variable that another job reports, and why it does not arrive. */
interface Unreachable {
  readonly job: Job;
  readonly use: UnsetVariable;
  readonly producer: Job;
  readonly withheld: Withheld;
}

const keyOf = ({ use, withheld }: Unreachable): string => `${use.name} ${subject.place(withheld.at)}`;

/** A variable that arrives from one job is there, whatever the others do. */
function unreachableIn(project: Project, job: Job): readonly Unreachable[] {
  if (isOfGithub(job) || !reportsVariables(project, job.pipeline)) return [];
  const unset = commandsIn(project, job).flatMap(unsetVariablesOf);
  return unset.flatMap((use) => {
    const producers = reportersOf(project, job.pipeline, use.name).filter((producer) => producer !== job);
    const reasons = producers.map((producer) => ({ producer, withheld: withheldFrom(job, producer) }));
    const [first] = reasons;
    if (first?.withheld === undefined || reasons.some(({ withheld }) => withheld === undefined)) return [];
    return [{ job, use, producer: first.producer, withheld: first.withheld }];
  });
}

function problemOf({ job, use, producer, withheld }: Unreachable, jobs: readonly Job[]): Problem {
  const reporter = producer.definition;
  const fix = fixFor(job, producer, withheld);
  return {
    at: use.at,
    message: `\`$${use.name}\` is empty in ${show.few(show.jobs(jobs))}: it comes from the dotenv report of \`${reporter.name}\`, and ${withheld.because}`,
    help: withheld.remedy,
    related: [
      { at: withheld.at, message: `the report does not arrive because of this` },
      {
        at: reporter.keywords.get('artifacts') ?? reporter.span,
        message: `\`${reporter.name}\` reports \`${use.name}\``,
      },
    ],
    jobs,
    about: [subject.place(use.at)],
    identity: use.name,
    ...(fix && { fix }),
  };
}

/**
 * The need with its artifacts, in a list of the job's own. A job that is not in every pipeline of the other one is left to
 * the author: GitLab would refuse the need.
 */
function fixFor(job: Job, producer: Job, { at, by }: Withheld): Fix | undefined {
  const { name } = producer.definition;
  if (by.is === 'order' || !isOwnKeyword(job, by.is === 'dependencies' ? 'dependencies' : 'needs')) return undefined;
  if (by.is === 'need') {
    if (by.no === undefined) return undefined;
    const title = `Take the artifacts of \`${name}\``;
    return { title, safety: 'safe', patches: [{ op: 'set-value', at: by.no, value: true }] };
  }
  if (togetherness(producer, job).is !== 'together') return undefined;
  const title = by.is === 'needs' ? `Need \`${name}\`` : `Add \`${name}\` to \`dependencies\``;
  return { title, safety: 'safe', patches: [{ op: 'append-item', to: at, item: name }] };
}

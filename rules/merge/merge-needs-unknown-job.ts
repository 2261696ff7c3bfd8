import {
  defineRule,
  type Fix,
  hasMore,
  isOfGithub,
  type Job,
  jobsOf,
  mergesIn,
  type Named,
  type Need,
  nearest,
  type Pipeline,
  type Problem,
  type Project,
  placeWithin,
  replaceBy,
  type Span,
  soleArchIn,
  subject,
  type Truth,
  unless,
  unquoted,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-needs-unknown-job',
  group: 'merge',
  severity: 'error',
  summary: 'Every name in `needs` and `dependencies` is the name of a job',
  why: `
GitLab refuses a pipeline in which a job needs a job that does not exist: \`undefined need\`; GitHub refuses the workflow. Nothing
is built and nothing is published. Usual reasons: the name of a stage instead of a job, a hidden job, or an instance of a matrix
spelled in another way than GitLab does, which is \`build: [arm64]\`. GitHub takes the ids of whole jobs only.
  `,
  exceptions: `
Needs with \`optional: true\` and needs of other projects and pipelines may name what is not there. Where a file that could
hold the job was not read, nothing is said for certain.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/#needs',
    'https://docs.gitlab.com/ci/yaml/#needsparallelmatrix',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds',
  ],
  fixes: ['safe'],

  *check({ project }) {
    const seen = new Set<string>();
    for (const job of jobsOf(project)) {
      for (const missing of missingNames(job)) {
        const key = [subject.job(job), subject.place(missing.span), missing.name].join(' ');
        if (seen.has(key)) continue;
        seen.add(key);
        yield* unless(isThere(job), () => problemOf(project, job, missing));
      }
    }
  },
});

/** A name that no job has. */
interface Missing extends Named {
  readonly keyword: 'need' | 'dependency';
}

/** Those that are written: an expression that GitLab cannot put a value for is refused for that. */
const missingNames = (job: Job): readonly Missing[] =>
  [
    ...missingNeeds(job).map(({ name, span }) => ({ name, span, keyword: 'need' as const })),
    ...missingDependencies(job).map((named) => ({ ...named, keyword: 'dependency' as const })),
  ].filter(({ name }) => !name.includes('$[['));

function problemOf(project: Project, job: Job, { name, span, keyword }: Missing): Problem {
  const verb = keyword === 'need' ? 'needs' : 'takes artifacts of';
  const candidate = jobOfStage(project, job, name) ?? nearestJob(job, name);
  const fix = candidate === undefined ? undefined : renaming(span, name, candidate);
  return {
    at: span,
    message: `\`${job.definition.name}\` ${verb} \`${name}\`, which is ${whatItIs(job, name)}; ${refusal(job, name, keyword)}`,
    help:
      candidate === undefined
        ? `name an existing job, or remove \`${name}\``
        : `write \`${candidate}\` instead of \`${name}\``,
    jobs: [job],
    identity: name,
    about: [subject.place(span)],
    ...(fix && { fix }),
  };
}

const refusal = (job: Job, name: string, keyword: Missing['keyword']): string =>
  isOfGithub(job)
    ? `GitHub refuses the workflow: "Job '${job.definition.name}' depends on unknown job '${name}'."`
    : `GitLab refuses the pipeline: "${job.name} job: undefined ${keyword}: ${name}"`;

function renaming(span: Span, name: string, candidate: string): Fix | undefined {
  const place = unquoted(span) === name ? span : placeWithin(span, name);
  return place && { title: `Write \`${candidate}\``, safety: 'safe', patches: [replaceBy(place, candidate)] };
}

/** A job without any instance, by an empty matrix, is no undefined name. */
const missingNeeds = ({ needs, pipeline }: Job): readonly Need[] =>
  needs.by === 'list'
    ? needs.needs.items.filter(
        ({ name, jobs, isOptional, isElsewhere }) =>
          jobs.length === 0 && !isOptional && !isElsewhere && !isDefined(pipeline, name),
      )
    : [];

const missingDependencies = ({ dependencies, pipeline }: Job): readonly Named[] =>
  dependencies.is !== 'set'
    ? []
    : dependencies.value.items.filter(
        ({ name }) => !isDefined(pipeline, name) && !pipeline.jobs.items.some((job) => job.name === name),
      );

/** Whether the name is that of a whole job; hidden jobs are none. The ids of GitHub have no case. */
const isDefined = ({ definitions, system }: Pipeline, name: string): boolean =>
  system === 'github'
    ? definitions.some((definition) => definition.name.toLowerCase() === name.toLowerCase())
    : !name.startsWith('.') && definitions.some((definition) => definition.name === name);

/** No job of that name was found; an include that was not read may hold it. All jobs of a workflow are in its file. */
const isThere = (job: Job): Truth =>
  isOfGithub(job) && job.needs.by === 'list' ? hasMore(job.needs.needs) : hasMore(job.pipeline.jobs);

function whatItIs({ pipeline }: Job, name: string): string {
  if (pipeline.system === 'github') return 'not the id of a job';
  if (pipeline.stages.items.some((stage) => stage.name === name) || usesStage(pipeline.jobs.items, name))
    return 'a stage and not a job';
  if (name.startsWith('.')) return 'a hidden job, which never runs';
  return 'not the name of a job';
}

const usesStage = (jobs: readonly Job[], name: string): boolean =>
  jobs.some(({ stage }) => stage.is === 'set' && stage.value.name === name);

/** The one job that a stage's name must mean: the only other job of that stage that is no merge. */
function jobOfStage(project: Project, job: Job, stage: string): string | undefined {
  const names = job.pipeline.jobs.items
    .filter(
      (other) => other.stage.is === 'set' && other.stage.value.name === stage && other.definition !== job.definition,
    )
    .filter((other) => mergesIn(project, other).length === 0)
    .map(({ definition }) => definition.name);
  const [only] = names;
  return new Set(names).size === 1 ? only : undefined;
}

/**
 * The job whose name differs in nothing but the spelling of its matrix instance, or by two typing errors at most; none that
 * the job names already, nor itself. Another number or architecture is no typing error but another job.
 */
function nearestJob(job: Job, name: string): string | undefined {
  const plain = (text: string): string => text.replaceAll(/[\s:]+/g, '').toLowerCase();
  const named = new Set([job.name, job.definition.name, ...namesIn(job)]);
  const names = new Set(
    job.pipeline.jobs.items.flatMap((other) =>
      isOfGithub(job) ? [other.definition.name] : [other.name, other.definition.name],
    ),
  );
  const candidates = [...names].filter((other) => !named.has(other));
  return candidates.find((other) => plain(other) === plain(name)) ?? nearest(name, candidates.filter(isAlike(name)), 2);
}

const isAlike =
  (name: string) =>
  (other: string): boolean =>
    other.replaceAll(/\D+/g, ' ').trim() === name.replaceAll(/\D+/g, ' ').trim() &&
    (soleArchIn(name) === undefined || soleArchIn(other)?.architecture === soleArchIn(name)?.architecture);

const namesIn = ({ needs }: Job): readonly string[] =>
  needs.by === 'list' ? needs.needs.items.map((need) => need.name) : [];

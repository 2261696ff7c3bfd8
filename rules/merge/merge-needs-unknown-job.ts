import {
  defineRule,
  hasMore,
  type Job,
  jobsOf,
  mergesIn,
  type Named,
  type Need,
  nearest,
  type Project,
  subject,
  type Truth,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-needs-unknown-job',
  group: 'merge',
  severity: 'error',
  summary: 'Every name in `needs` and `dependencies` is the name of a job',
  why: `
GitLab refuses a pipeline in which a job needs a job that does not exist: \`undefined need\`. Nothing is built and
nothing is published. Usual reasons: the name of a stage instead of a job, a hidden job, or an instance of a matrix
spelled in another way than GitLab does, which is \`build: [arm64]\`.
  `,
  exceptions: 'Needs with `optional: true` and needs of other projects and pipelines may name what is not there.',
  references: ['https://docs.gitlab.com/ci/yaml/#needs', 'https://docs.gitlab.com/ci/yaml/#needsparallelmatrix'],

  *check({ project }) {
    for (const job of jobsOf(project)) {
      for (const need of missingNeeds(job)) {
        yield* unless(isThere(job), () => ({
          at: need.span,
          message: `\`${job.definition.name}\` needs \`${need.name}\`, which is the name of ${whatItIs(job, need.name)}; GitLab refuses the pipeline: "${job.name} job: undefined need: ${need.name}"`,
          help: advice(project, job, need.name),
          jobs: [job],
          identity: need.name,
          about: [subject.place(need.span)],
        }));
      }
      for (const dependency of missingDependencies(job)) {
        yield* unless(isThere(job), () => ({
          at: dependency.span,
          message: `\`${job.definition.name}\` takes artifacts of \`${dependency.name}\`, which is the name of ${whatItIs(job, dependency.name)}; GitLab refuses the pipeline: "${job.name} job: undefined dependency: ${dependency.name}"`,
          help: advice(project, job, dependency.name),
          jobs: [job],
          identity: dependency.name,
          about: [subject.place(dependency.span)],
        }));
      }
    }
  },
});

const missingNeeds = ({ needs }: Job): readonly Need[] =>
  needs.by === 'list'
    ? needs.needs.items.filter(({ jobs, isOptional, isElsewhere }) => jobs.length === 0 && !isOptional && !isElsewhere)
    : [];

function missingDependencies({ dependencies, pipeline }: Job): readonly Named[] {
  if (dependencies.is !== 'set') return [];
  return dependencies.value.items.filter(
    ({ name }) => !pipeline.jobs.items.some((job) => job.name === name || job.definition.name === name),
  );
}

/** No job of that name was found; an include that was not read may hold it. */
const isThere = ({ pipeline }: Job): Truth => hasMore(pipeline.jobs);

function whatItIs({ pipeline }: Job, name: string): string {
  if (pipeline.stages.items.some((stage) => stage.name === name) || usesStage(pipeline.jobs.items, name))
    return 'a stage, not of a job';
  if (name.startsWith('.')) return 'a hidden job, which never runs';
  return 'no job';
}

const usesStage = (jobs: readonly Job[], name: string): boolean =>
  jobs.some(({ stage }) => stage.is === 'set' && stage.value.name === name);

function advice(project: Project, job: Job, name: string): string {
  const candidate = jobOfStage(project, job, name) ?? nearestJob(job, name);
  return candidate === undefined
    ? `name an existing job, or remove \`${name}\``
    : `write \`${candidate}\` instead of \`${name}\``;
}

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

/** The job whose name differs in nothing but the spelling of its matrix cell, or by few typing errors. */
function nearestJob({ pipeline }: Job, name: string): string | undefined {
  const plain = (text: string): string => text.replaceAll(/[\s:]+/g, '').toLowerCase();
  const names = [...new Set(pipeline.jobs.items.flatMap((job) => [job.name, job.definition.name]))];
  return names.find((other) => plain(other) === plain(name)) ?? nearest(name, names);
}

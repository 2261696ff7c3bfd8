import {
  defineRule,
  type EmptyMatrix,
  isOfImages,
  type Job,
  type Need,
  namesImageTool,
  type Pipeline,
  type Problem,
  type Project,
  subject,
  surprisedJobs,
  surprisesImages,
  surprisesOf,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'empty-matrix',
  group: 'pipeline',
  severity: 'error',
  summary: 'No list in the matrix of a build is empty',
  why: `
A matrix makes one job of each combination of its values. With \`matrix: []\`, or with an empty list among its values, there is none, and
GitLab drops the job without a word. The image is not built, and a merge behind it fails or joins what an earlier pipeline has
pushed.
  `,
  exceptions: `
A job without instances is told by the tools that its script names, and by the jobs that make images and need it. Other jobs
are left alone, and so is a matrix that is not in the repository.
  `,
  references: ['https://docs.gitlab.com/ci/yaml/#parallelmatrix'],

  *check({ project }) {
    for (const { pipeline, surprise } of surprisesOf(project, 'empty-matrix')) {
      if (isMissed(project, pipeline, surprise)) yield* violation(problemOf(pipeline, surprise));
    }
  },
});

function isMissed(project: Project, pipeline: Pipeline, empty: EmptyMatrix): boolean {
  return (
    empty.script.some(({ text }) => namesImageTool(text)) ||
    surprisesImages(project, pipeline, empty) ||
    needsOf(pipeline, empty).some(({ job }) => isOfImages(project, job))
  );
}

/** The needs that name a job, with the jobs that have them. */
const needsOf = (
  { jobs }: Pipeline,
  { definition }: EmptyMatrix,
): readonly { readonly job: Job; readonly need: Need }[] =>
  jobs.items.flatMap((job) => {
    const needs = job.needs.by === 'list' ? job.needs.needs.items : [];
    return needs.filter(({ name }) => name === definition.name).map((need) => ({ job, need }));
  });

function problemOf(pipeline: Pipeline, empty: EmptyMatrix): Problem {
  const { at, variable, leavesSome, definition } = empty;
  const what = variable === undefined ? 'the matrix' : `\`${variable}\``;
  const result = leavesSome ? 'this entry of the matrix makes no job' : `there is no job \`${definition.name}\``;
  return {
    at,
    message: `${what} of \`${definition.name}\` is empty: ${result}`,
    help: variable === undefined ? 'list the architectures, or drop `parallel`' : 'list its values, or drop the entry',
    jobs: surprisedJobs(pipeline, empty),
    identity: variable ?? '',
    about: [
      subject.place(at),
      subject.definition(definition),
      ...needsOf(pipeline, empty).map(({ need }) => subject.place(need.span)),
    ],
  };
}

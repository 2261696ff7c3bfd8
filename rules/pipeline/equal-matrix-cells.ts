import {
  defineRule,
  type EqualCells,
  type Pipeline,
  type Problem,
  subject,
  surprisedJobs,
  surprisesImages,
  surprisesOf,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'equal-matrix-cells',
  group: 'pipeline',
  severity: 'warning',
  summary: 'No two cells of the matrix of a build have the same values',
  why: `
GitLab names the jobs of a matrix after their values, and nothing else: \`build: [linux, amd64]\`. Two cells with the same values are
one job, the later one. A copied entry whose architecture was not changed gives the same job again, and the other
architecture is not built. Where the two cells set different variables to these values, the job of the earlier is lost.
  `,
  exceptions: 'Only jobs that build or merge images are looked at.',
  references: ['https://docs.gitlab.com/ci/yaml/#parallelmatrix'],

  *check({ project }) {
    for (const { pipeline, surprise } of surprisesOf(project, 'equal-cells')) {
      if (surprisesImages(project, pipeline, surprise)) yield* violation(problemOf(pipeline, surprise));
    }
  },
});

function problemOf(pipeline: Pipeline, cells: EqualCells): Problem {
  const { at, earlier, name, differs } = cells;
  const result = differs ? 'the job of the earlier cell is lost' : 'both are one job';
  return {
    at,
    ...(differs ? { severity: 'error' } : {}),
    message: `the matrix has two cells named \`${name}\`: ${result}`,
    help: differs
      ? 'give the two cells values that differ'
      : 'write the value that is meant, or drop the second of the two cells',
    related: earlier.start === at.start ? [] : [{ at: earlier, message: 'the earlier cell' }],
    jobs: surprisedJobs(pipeline, cells),
    identity: name,
    about: [subject.place(at)],
  };
}

import {
  defineRule,
  hasMore,
  type Job,
  jobsOf,
  makesImages,
  type Named,
  type Problem,
  show,
  stageIndex,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'undeclared-stage',
  group: 'pipeline',
  severity: 'error',
  summary: 'Every job of a pipeline that builds images is in a declared stage',
  why: `
GitLab refuses a pipeline with a job in a stage that \`stages\` does not list; without \`stages\` the list is \`.pre\`, \`build\`, \`test\`,
\`deploy\`, \`.post\`. No job of it runs, so no image is published.
  `,
  exceptions: `
Pipelines that build and merge no images are left alone. Where an include could not be read, it may declare the stage, and
nothing is said for certain.
  `,
  references: ['https://docs.gitlab.com/ci/yaml/#stages'],

  *check({ project }) {
    const jobs = jobsOf(project);
    const pipelinesOfImages = new Set(
      jobs.filter((job) => makesImages(project, job).is !== 'no').map(({ pipeline }) => pipeline),
    );
    for (const job of jobs) {
      if (job.stage.is !== 'set' || stageIndex(job.pipeline, job.stage.value) !== -1) continue;
      if (!pipelinesOfImages.has(job.pipeline)) continue;
      const stage = job.stage.value;
      yield* unless(hasMore(job.pipeline.stages), () => problemOf(job, stage));
    }
  },
});

function problemOf(job: Job, stage: Named): Problem {
  const { name, keywords } = job.definition;
  const isWritten = keywords.has('stage');
  const declared = show.quoted(job.pipeline.stages.items.map((one) => one.name));
  return {
    at: stage.span,
    message: isWritten
      ? `\`${name}\` is in stage \`${stage.name}\`, which is not declared; there are ${declared}`
      : `\`${name}\` names no stage, which means \`${stage.name}\`, and that is not declared; there are ${declared}`,
    help: isWritten
      ? `add \`${stage.name}\` to \`stages\`, in its place`
      : `give \`${name}\` one of the declared stages`,
    jobs: [job],
    identity: stage.name,
    about: [subject.place(stage.span)],
  };
}

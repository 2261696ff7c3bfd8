import {
  defineRule,
  hasMore,
  type Job,
  jobsOf,
  makesImages,
  show,
  stageIndex,
  subject,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'undeclared-stage',
  group: 'pipeline',
  severity: 'error',
  summary: 'The stage of every build and merge job is declared',
  why: `
GitLab refuses a pipeline with a job in a stage that \`stages\` does not list; without \`stages\` the list is \`.pre\`, \`build\`, \`test\`,
\`deploy\`, \`.post\`. No job of it runs, so no image is published.
  `,
  exceptions: 'Where an include could not be read, it may declare the stage, and nothing is said for certain.',
  references: ['https://docs.gitlab.com/ci/yaml/#stages'],

  *check({ project }) {
    for (const job of jobsOf(project)) {
      if (job.stage.is !== 'set' || stageIndex(job.pipeline, job.stage.value) !== -1) continue;
      if (makesImages(project, job).is === 'no') continue;
      const stage = job.stage.value;
      yield* unless(hasMore(job.pipeline.stages), () => ({
        at: stage.span,
        message: `\`${job.definition.name}\` is in the stage \`${stage.name}\`, which is not declared; there are ${show.quoted(stageNames(job))}`,
        help: `add \`${stage.name}\` to \`stages\`, in its place`,
        jobs: [job],
        identity: stage.name,
        about: [subject.place(stage.span)],
      }));
    }
  },
});

const stageNames = ({ pipeline }: Job): readonly string[] => pipeline.stages.items.map(({ name }) => name);

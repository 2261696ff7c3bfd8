import {
  defineRule,
  type Fix,
  hasMore,
  type Job,
  jobsOf,
  makesImages,
  type Named,
  type Pipeline,
  type Problem,
  show,
  sourceText,
  stageIndex,
  subject,
  unless,
  unquoted,
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
  fixes: ['safe'],

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
  const fix = isWritten ? declaration(job, stage.name) : undefined;
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
    ...(fix && { fix }),
  };
}

/** The stage behind those of the jobs that it waits for, or as the last one. */
function declaration({ pipeline, needs }: Job, name: string): Fix | undefined {
  const written = pipeline.stages.items.filter((stage) => unquoted(stage.span) === stage.name);
  const needed = needs.by === 'list' ? needs.needs.items.flatMap(({ jobs }) => jobs) : [];
  const awaited = new Set(needed.map(({ stage }) => (stage.is === 'set' ? stage.value.name : undefined)));
  const behind = written.findLast((stage) => awaited.has(stage.name)) ?? written.at(-1);
  const title = `Declare the stage \`${name}\``;
  if (behind === undefined) return declarationOfAll(pipeline, awaited, { name, title });
  return { title, safety: 'safe', patches: [{ op: 'insert-item', behind: behind.span, item: name }] };
}

/** The stages that GitLab has without `stages`, and one more; \`.pre\` and \`.post\` are always there. */
function declarationOfAll(
  { root, stages }: Pipeline,
  awaited: ReadonlySet<string | undefined>,
  { name, title }: { readonly name: string; readonly title: string },
): Fix | undefined {
  const usual = stages.items.map((stage) => stage.name).filter((stage) => stage !== '.pre' && stage !== '.post');
  const [first] = stages.items;
  const isUnwritten = stages.items.every(({ span }) => span === first?.span && sourceText(span) !== 'stages');
  if (!isUnwritten) return undefined;
  const last = usual.findLastIndex((stage) => awaited.has(stage));
  const value = usual.toSpliced(last === -1 ? usual.length : last + 1, 0, name);
  return { title, safety: 'safe', patches: [{ op: 'set-key', in: root.span(0, 0), path: ['stages'], value }] };
}

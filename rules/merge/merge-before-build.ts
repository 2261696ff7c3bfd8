import {
  builtHere,
  commandsIn,
  defineRule,
  type EarlyMerge,
  earlyMerges,
  type Fix,
  isEarlierStage,
  isOfGithub,
  isPushedBefore,
  type Job,
  type MergeLink,
  type Patch,
  type Problem,
  type Project,
  type Span,
  show,
  stageIndex,
  subject,
  togetherness,
  unless,
  type Verdict,
  violation,
  whatIsBuilt,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-before-build',
  group: 'merge',
  severity: 'error',
  summary: 'A merge comes after the builds whose images it joins',
  why: `
A merge job in the stage of the builds, or in an earlier one, runs beside or before them unless \`needs\` say otherwise; so
does one behind a trigger job that does not wait for the child pipeline in which the builds are. In one script, commands
run in the order in which they stand. The merge then does not find the images, or joins those of an earlier pipeline.
  `,
  exceptions: `
A merge job in the stage of the builds whose \`needs\` name them is fine; \`merge-needs-incomplete\` looks at merge jobs with
\`needs\`. A stage that is not declared is left to \`undeclared-stage\`. Nothing is said for certain where the stage of a job is in a
file that was not read, or where conditions in a script decide whether it builds or merges.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/#stages',
    'https://docs.gitlab.com/ci/yaml/#needs',
    'https://docs.gitlab.com/ci/yaml/#triggerstrategy',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const early of earlyMerges(project)) {
      if (early.because === 'stage' && areDeclared(early))
        yield* unless(early.waits, () => inWrongStage(project, early));
      if (early.because === 'trigger') yield* unless(early.waits, () => behindTrigger(project, early));
    }
    for (const job of new Set(project.merges.items.map((merge) => merge.job))) yield* needsOfLaterStages(job);
    for (const link of project.links) {
      if (link.same.is === 'yes' && link.build.job === link.merge.job) yield* inOneScript(project, link);
    }
  },
});

/** Stages that are not declared are left to `undeclared-stage`. */
const areDeclared = ({ job, missed }: EarlyMerge): boolean =>
  [job, ...missed.map(({ awaited }) => awaited)].every(
    ({ stage, pipeline }) => stage.is !== 'set' || stageIndex(pipeline, stage.value) !== -1,
  );

function inWrongStage(project: Project, { merges, mergeJob, job, missed }: EarlyMerge): Problem {
  const awaited = missed.map((one) => one.awaited);
  const builds = missed.map(({ build }) => build);
  const names = show.jobs(awaited);
  const verb = names.length === 1 ? 'builds' : 'build';
  const fix = needsFor(job, awaited);
  return {
    at: placeOfStage(job),
    message: `\`${mergeJob.name}\` merges ${show.targets(merges)} in ${stagesOf(job, awaited)}, without waiting for ${show.quoted(names)}, which ${verb} ${whatIsBuilt(project, builds)}`,
    help: `move \`${job.definition.name}\` to a later stage, or add \`needs: [${names.map(inYaml).join(', ')}]\` to it`,
    related: builtHere(project, builds),
    jobs: [mergeJob, ...builds.map((build) => build.job)],
    identity: names.join(' '),
    ...(fix && { fix }),
  };
}

/** The builds as the needs of the merge, which moves to their stage if that is a later one. */
function needsFor(job: Job, awaited: readonly Job[]): Fix | undefined {
  if (awaited.some((build) => togetherness(build, job).is !== 'together')) return undefined;
  const names = [...new Set(awaited.map(({ definition }) => definition.name))];
  const later = awaited.filter((build) => isEarlierStage(job, build).is !== 'no');
  const [stage, ...others] = stageNames(later);
  if (others.length > 0) return undefined;
  const set = (key: string, value: string | readonly string[]): Patch => ({
    op: 'set-key',
    in: job.definition.span,
    path: [key],
    value,
  });
  const moved = stage === undefined ? '' : `, and run in stage \`${stage}\``;
  return {
    title: `Need ${show.quoted(names)}${moved}`,
    safety: 'unsafe',
    because: 'the job then waits for no other job',
    patches: [...(stage === undefined ? [] : [set('stage', stage)]), set('needs', names)],
  };
}

const placeOfStage = ({ stage, definition }: Job): Span =>
  definition.keywords.has('stage') && stage.is === 'set' ? stage.value.span : definition.span;

function stagesOf(later: Job, earlier: readonly Job[]): string {
  const [own = ''] = stageNames([later]);
  const others = stageNames(earlier).filter((name) => name !== own);
  return others.length === 0
    ? `the stage of the builds, \`${own}\``
    : `stage \`${own}\`, not behind stage ${show.quoted(others)}`;
}

const stageNames = (jobs: readonly Job[]): readonly string[] => [
  ...new Set(jobs.flatMap(({ stage }) => (stage.is === 'set' ? [stage.value.name] : []))),
];

/** A job's name as an item of a YAML list: names of instances hold a colon and brackets. */
const inYaml = (name: string): string => (/^[\w./-]+$/.test(name) ? name : JSON.stringify(name));

function behindTrigger(project: Project, { merges, mergeJob, job, missed }: EarlyMerge): Problem {
  const builds = missed.map(({ build }) => build);
  const inChild = show.quoted(show.jobs(builds.map((build) => build.job)));
  return {
    at: job.trigger.is === 'set' ? job.trigger.value.span : job.definition.span,
    message: `\`${job.name}\` does not wait for the pipeline that it starts, so \`${mergeJob.name}\` can merge ${show.targets(merges)} before ${inChild} there has built ${whatIsBuilt(project, builds)}`,
    help: `add \`strategy: depend\` to the \`trigger\` of \`${job.definition.name}\``,
    related: [{ at: mergeJob.definition.span, message: 'merged here' }, ...builtHere(project, builds)],
    jobs: [job, mergeJob],
    identity: mergeJob.definition.name,
    ...awaitingChild(job),
  };
}

function awaitingChild({ definition, trigger }: Job): { readonly fix?: Fix } {
  const key = definition.keywords.get('trigger');
  if (key === undefined || trigger.is !== 'set' || trigger.value.starts.is !== 'child') return {};
  return {
    fix: {
      title: 'Add `strategy: depend`',
      safety: 'unsafe',
      because: 'the job then fails with the pipeline that it starts, and ends after it',
      patches: [{ op: 'set-key', in: key, path: ['strategy'], value: 'depend' }],
    },
  };
}

/** Needs of a merge job that run in a later stage: GitLab takes no such pipeline. */
function* needsOfLaterStages(job: Job): Generator<Verdict> {
  for (const { jobs, span } of job.needs.by === 'list' ? job.needs.needs.items : []) {
    const later = jobs.find((needed) => isEarlierStage(job, needed).is === 'yes');
    if (later === undefined) continue;
    yield* violation({
      at: span,
      message: `\`${job.name}\` needs \`${later.name}\`, and runs in ${stagesOf(job, [later])}; GitLab refuses the pipeline: "${job.name} job: need ${later.name} is not defined in current or prior stages"`,
      help: `move \`${job.definition.name}\` to the stage of \`${later.definition.name}\` or a later one`,
      related: [{ at: later.definition.span, message: 'the needed job' }],
      jobs: [job, later],
      about: [subject.place(span)],
    });
  }
}

function* inOneScript(project: Project, link: MergeLink): Generator<Verdict> {
  const { merge, entry, destination } = link;
  yield* unless(isPushedBefore(commandsIn(project, merge.job), link), () => ({
    at: merge.span,
    message: `\`${merge.job.name}\` merges \`${show.image(entry.source)}\` before it has pushed it`,
    help: 'move the merge behind the builds and their pushes',
    related: [
      { at: destination.span, message: `pushed here, later in the ${isOfGithub(merge.job) ? 'job' : 'script'}` },
    ],
    jobs: [merge.job],
    identity: 'in one script',
  }));
}

import {
  builtHere,
  defineRule,
  type EarlyMerge,
  earlyMerges,
  type Fix,
  isOfGithub,
  isOwnKeyword,
  type Job,
  type MissedBuild,
  type Patch,
  type Problem,
  type Project,
  type Span,
  show,
  subject,
  togetherness,
  unless,
  whatIsBuilt,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-needs-incomplete',
  group: 'merge',
  severity: 'error',
  summary: 'A merge job with `needs` waits for the build job of every architecture that it merges',
  why: `
A job with \`needs\` starts as soon as the jobs it names are done, whatever its stage; with \`needs: []\`, and in GitHub without
\`needs\`, it starts at once.
If one architecture's build is not among them, the merge can run first. It then does not find that architecture's image
or, where tags are used again, joins the image of an earlier pipeline without a word.
  `,
  exceptions: `
A merge job of GitLab without \`needs\` waits for all earlier stages; \`merge-before-build\` looks at those. A build that a needed job
waits for counts as waited for, and jobs of different workflows need not wait for each other. Nothing is said for certain where \`needs\` come from a file that was not read, or where
rules replace them.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/#needs',
    'https://docs.gitlab.com/ci/yaml/#needsparallelmatrix',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax#jobsjob_idneeds',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const early of earlyMerges(project)) {
      if (early.because === 'needs') yield* unless(early.waits, () => problemOf(project, early));
    }
  },
});

function problemOf(project: Project, { merges, mergeJob, job, missed }: EarlyMerge): Problem {
  const awaited = show.jobs(missed.map((one) => one.awaited));
  const builds = missed.map(({ build }) => build);
  const verb = awaited.length === 1 ? 'builds' : 'build';
  const fix = fixFor(job, missed);
  return {
    at: placeOfNeeds(job),
    message: `\`${mergeJob.name}\` merges ${show.targets(merges)} without waiting for ${show.quoted(awaited)}, which ${verb} ${whatIsBuilt(project, builds)}`,
    help: adviceFor(job, missed),
    related: builtHere(project, builds),
    jobs: [mergeJob, ...builds.map((build) => build.job)],
    identity: awaited.join(' '),
    follows: [subject.keyword(job.definition, 'needs'), ...undefinedNeeds(job)],
    ...(fix && { fix }),
  };
}

/** In GitHub a need is the id of a job, which stands for all instances of its matrix. */
const adviceFor = (job: Job, missed: readonly MissedBuild[]): string =>
  isOfGithub(job)
    ? `add ${show.quoted(missedIds(missed))} to the \`needs\` of \`${job.definition.name}\``
    : `add ${show.quoted(show.jobs(missed.map(({ awaited }) => awaited)))} to the \`needs\` of \`${job.definition.name}\`, or drop \`needs\` and merge in a later stage`;

const missedIds = (missed: readonly MissedBuild[]): readonly string[] => [
  ...new Set(missed.map(({ awaited }) => awaited.definition.name)),
];

/**
 * The missing jobs at the end of `needs`. A list that other jobs share is left to the author, a need that names some
 * instances of a matrix only, and a build that is not in every pipeline of the merge, which GitLab then would refuse.
 */
function fixFor(job: Job, missed: readonly MissedBuild[]): Fix | undefined {
  const key = job.definition.keywords.get('needs');
  if (isOfGithub(job) && key === undefined) return needsOf(job, missed);
  if (job.needs.by !== 'list' || key === undefined || !isOwnKeyword(job, 'needs')) return undefined;
  const needed = new Set(job.needs.needs.items.flatMap(({ jobs }) => jobs.map(({ definition }) => definition)));
  const definitions = [...new Set(missed.map(({ awaited }) => awaited.definition))];
  if (definitions.some((definition) => needed.has(definition))) return undefined;
  if (missed.some(({ awaited }) => togetherness(awaited, job).is !== 'together')) return undefined;
  const patches = definitions.map(
    ({ name }): Patch => ({
      op: 'append-item',
      to: key,
      item: isOfGithub(job) || takesArtifacts(job) ? name : { job: name, artifacts: false },
    }),
  );
  return { title: `Need ${show.quoted(definitions.map(({ name }) => name))}`, safety: 'safe', patches };
}

/** `needs` for a job of GitHub that has none. */
function needsOf(job: Job, missed: readonly MissedBuild[]): Fix | undefined {
  if (missed.some(({ awaited }) => togetherness(awaited, job).is !== 'together')) return undefined;
  const ids = missedIds(missed);
  const patch: Patch = { op: 'set-key', in: job.definition.span, path: ['needs'], value: ids };
  return { title: `Need ${show.quoted(ids)}`, safety: 'safe', patches: [patch] };
}

/** Whether some need takes artifacts, as needs do unless told otherwise. */
const takesArtifacts = ({ needs }: Job): boolean =>
  needs.by !== 'list' || needs.needs.items.length === 0 || needs.needs.items.some((need) => need.takesArtifacts);

const placeOfNeeds = ({ definition, needs }: Job): Span =>
  definition.keywords.get('needs') ?? (needs.by === 'list' ? needs.span : definition.span);

/** A need that names no job explains why the build is not waited for. */
const undefinedNeeds = ({ needs }: Job): readonly string[] =>
  needs.by === 'list'
    ? needs.needs.items
        .filter(({ jobs, isElsewhere }) => jobs.length === 0 && !isElsewhere)
        .map(({ span }) => subject.place(span))
    : [];

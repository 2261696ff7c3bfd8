import {
  buildsIn,
  commandsIn,
  defineRule,
  type Fix,
  groupBy,
  holdsMergeTool,
  imageLosses,
  type Job,
  jobsOf,
  knownString,
  type LostValue,
  lossFix,
  lossHint,
  lossProblem,
  mergesIn,
  type Problem,
  type Project,
  replaceBy,
  type SharedLoss,
  seemsToMakeImages,
  sharedLosses,
  show,
  sourceText,
  subject,
  type Text,
  type UnsetVariable,
  unsetVariablesIn,
  unsetVariablesOf,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'matrix-variable-out-of-scope',
  group: 'reference',
  severity: 'error',
  summary: 'A variable of a matrix is used only in the jobs of that matrix',
  why: `
A variable of \`parallel: matrix\` exists in the instances of that job and nowhere else. In the job that merges, or in one that
tags, it is empty: \`app:$CI_COMMIT_SHA-$ARCH\` becomes \`app:…-\`, which nobody has pushed.

In a workflow of GitHub, \`\${{ matrix.platforms }}\` is an empty text, without a word, where the matrix of the job has no such key, or
the job no matrix. \`docker/build-push-action\` with empty \`platforms\` builds for the machine that it runs on.
  `,
  exceptions: `
Only jobs that build or merge images are looked at, and in workflows only what images are made of. A variable that \`variables\`, a dotenv report or the script itself sets is
fine, and so is \`\${ARCH:-amd64}\`, which says what to do without it. Jobs of which templates or includes were not read are
left alone. A variable of the same name in the project's settings cannot be seen: name it under \`environment: variables\` in
the policy. A key that only some entries of a matrix have is left out, and so is \`\${{ matrix.suffix || '' }}\`; a matrix that
\`fromJSON\` makes of what only the run knows has every key.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/#parallelmatrix',
    'https://docs.gitlab.com/ci/variables/#cicd-variable-precedence',
    'https://docs.github.com/en/actions/reference/workflows-and-actions/contexts#matrix-context',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    const withMatrix = new Set(
      project.pipelines.filter(({ jobs }) => jobs.items.some(({ matrix }) => matrix.size > 0)),
    );
    const uses = jobsOf(project).flatMap((job) => (withMatrix.has(job.pipeline) ? outOfScopeIn(project, job) : []));
    const byPlace = groupBy(uses, ({ use }) => `${use.name} ${subject.place(use.at)}`);
    for (const together of groupBy([...byPlace.values()], jobsKey).values()) {
      const [first, ...others] = together.flatMap((here) => here.slice(0, 1));
      const jobs = together[0]?.map(({ job }) => job) ?? [];
      if (first !== undefined) yield* violation(problemOf(project, first, { jobs, others }));
    }
    const losses = imageLosses(project).filter(({ value }) => isOfMatrix(value) && !isOfSomeCell(value));
    for (const loss of sharedLosses(losses)) yield* violation(problemOfLoss(loss));
  },
});

/** A read of a variable that only the matrix of another job sets. */
interface OutOfScope {
  readonly job: Job;
  readonly use: UnsetVariable;
  readonly definer: Job;
}

/** A variable that the same jobs read at several places is one problem. */
const jobsKey = (here: readonly OutOfScope[]): string =>
  [here[0]?.use.name, ...here.map(({ job }) => subject.job(job))].join(' ');

function outOfScopeIn(project: Project, job: Job): readonly OutOfScope[] {
  if (seemsToMakeImages(project, job).is !== 'yes') return [];
  const used = [...fieldsOf(job).flatMap(unsetVariablesIn), ...commandsIn(project, job).flatMap(unsetVariablesOf)];
  return used.flatMap((use) => {
    if (use.cause.kind !== 'out-of-scope-variable') return [];
    const definer = job.pipeline.jobs.items.find(({ matrix }) => matrix.has(use.name));
    return definer === undefined ? [] : [{ job, use, definer }];
  });
}

/** What GitLab and its runner expand before the script starts. */
const fieldsOf = ({ image, runnerLabels, caches }: Job): readonly Text[] => [
  ...(image.is === 'set' ? [image.value.reference] : []),
  ...runnerLabels.items,
  ...caches.items.flatMap(({ key }) => (key.by === 'text' ? [key.text] : [])),
];

/** Further places that a report shows. */
const mostPlaces = 3;

interface Readers {
  readonly jobs: readonly Job[];
  /** What they read behind the first place. */
  readonly others: readonly OutOfScope[];
}

function problemOf(project: Project, { job, use, definer }: OutOfScope, { jobs, others }: Readers): Problem {
  const at = definer.matrix.get(use.name)?.span ?? definer.definition.span;
  const merge = mergesIn(project, job).some(({ template }) => template !== undefined);
  const fix = others.length > 0 ? undefined : fixFor(project, { job, use, definer }, jobs);
  return {
    at: use.at,
    message: `\`$${use.name}\` is empty in ${show.few(show.jobs(jobs))}, because only the matrix of \`${definer.definition.name}\` sets it`,
    help: merge
      ? 'write `ARCH` in the template of manifest-tool, or name each source'
      : `give ${show.few(show.jobs(jobs))} the same matrix, or write the value`,
    related: [
      { at, message: `\`${use.name}\` is a variable of the instances of \`${definer.definition.name}\` only` },
      ...others.slice(0, mostPlaces).map((other) => ({ at: other.use.at, message: 'it is read here, too' })),
    ],
    jobs,
    about: [use, ...others.map((other) => other.use)].map((one) => subject.place(one.at)),
    follows: mergesIn(project, job).flatMap(({ template }) =>
      template === undefined ? [] : [subject.place(template.span)],
    ),
    identity: use.name,
    ...(fix && { fix }),
  };
}

/** A runner of one of the values for jobs that only merge, which they can do on any. Elsewhere nothing tells which value is meant. */
function fixFor(project: Project, { use, definer }: OutOfScope, jobs: readonly Job[]): Fix | undefined {
  const { file, start, end } = use.at;
  const isTag = ({ runnerLabels }: Job): boolean =>
    runnerLabels.items.some(({ span }) => span.file === file && span.start <= start && end <= span.end);
  const onlyMerges = (job: Job): boolean => mergesIn(project, job).length > 0 && buildsIn(project, job).length === 0;
  const value = definer.matrix.get(use.name);
  const word = value && knownString(value);
  const written = sourceText(use.at);
  if (word === undefined || !jobs.every((job) => isTag(job) && onlyMerges(job))) return undefined;
  if (written !== `$${use.name}` && written !== `\${${use.name}}`) return undefined;
  return {
    title: `Write \`${word}\``,
    safety: 'unsafe',
    because: 'any other architecture of the matrix would do as well',
    patches: [replaceBy(use.at, word)],
  };
}

const isOfMatrix = ({ path: [context], missing }: LostValue): boolean =>
  context?.toLowerCase() === 'matrix' && missing === 1;

/** Whether another instance of the job has the key; then it is empty here on purpose. */
const isOfSomeCell = ({ job, path: [, key] }: LostValue): boolean =>
  keysOf(job).some((name) => name.toLowerCase() === key?.toLowerCase());

const instancesOf = ({ definition, pipeline }: Job): readonly Job[] =>
  pipeline.jobs.items.filter((one) => one.definition === definition);

/** The keys of the matrix of a job, in all of its instances. */
const keysOf = (job: Job): readonly string[] => [
  ...new Set(instancesOf(job).flatMap(({ matrix }) => [...matrix.keys()])),
];

/** What GitHub makes an empty text. */
function problemOfLoss(loss: SharedLoss): Problem {
  const { value } = loss;
  const { definition, instance } = value.job;
  const keys = keysOf(value.job);
  const [, key = ''] = value.path;
  const hint = lossHint(value, keys);
  const lacks = instance === undefined ? ', because the job has no matrix' : `: its matrix has no \`${key}\`${hint}`;
  const { related = [], ...problem } = lossProblem(loss, lacks);
  const matrix = definition.keywords.get('strategy');
  const fix = lossFix(loss, keys);
  return {
    ...problem,
    help:
      instance === undefined ? adviceWithoutMatrix(value, key) : `write a key of the matrix, or add \`${key}\` to it`,
    related: [
      ...related,
      ...(matrix === undefined || keys.length === 0
        ? []
        : [{ at: matrix, message: `the matrix of \`${definition.name}\` has ${show.few(keys)}` }]),
      ...matrixElsewhere(value.job, key),
    ],
    ...(fix && { fix }),
  };
}

/** A merge names what the jobs of the matrix push, one by one. */
function adviceWithoutMatrix({ job, place }: LostValue, key: string): string {
  const others = job.pipeline.jobs.items.flatMap(({ matrix }) => matrix.get(key) ?? []);
  const values = [...new Set(others.flatMap((value) => knownString(value) ?? []))];
  const isMerge = place.is === 'script' && holdsMergeTool(place.script) && values.length > 1;
  return isMerge
    ? `name one source each for ${show.few(values)}`
    : `give \`${job.definition.name}\` the matrix, or write the value`;
}

/** Another job of the workflow whose matrix has the key. */
function matrixElsewhere({ definition, instance, pipeline }: Job, key: string): NonNullable<Problem['related']> {
  const owner = pipeline.jobs.items.find((job) => job.definition !== definition && keysOf(job).includes(key));
  const at = owner?.matrix.get(key)?.span;
  if (owner === undefined || at === undefined || instance !== undefined) return [];
  return [{ at, message: `only the matrix of \`${owner.definition.name}\` has \`${key}\`` }];
}

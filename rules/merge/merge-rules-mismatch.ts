import {
  type AbsentBuilds,
  absentBuilds,
  defineRule,
  hasMore,
  isOfGithub,
  known,
  type Problem,
  type Span,
  show,
  subject,
  type Truth,
  type UnmergedTag,
  unknown,
  unless,
  unmergedTags,
  wordsOf,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-rules-mismatch',
  group: 'merge',
  severity: 'error',
  summary: 'A merge and the builds that it relies on are in the same pipelines',
  why: `
\`rules\`, \`only\` and \`except\`, in GitHub \`if\` and \`on\`, decide for each job whether a pipeline holds it. GitLab refuses a pipeline in which a job is there
and a job that it needs is not: nothing is built and nothing is published. With \`optional: true\`, or with stages instead of
needs, the merge runs, and does not find the image of that architecture or leaves it out. The other way round, builds
push the images of a release that nothing joins.
  `,
  exceptions: `
Conditions are compared by what they mean: for tags, branches and merge requests, for every value of a variable that they name, and for
\`workflow:rules\`, too. Variables that the file sets for all jobs are taken to have that value. Builds of branches and merge
requests that are not merged are fine, and so are merges of what another pipeline has pushed. Nothing is said for certain
where conditions are in a file that was not read, where the default branch is named by one job and meant by the other, or
where two patterns may or may not stand for the same names or files.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/#needsoptional',
    'https://docs.gitlab.com/ci/jobs/job_rules/',
    'https://docs.gitlab.com/ci/yaml/#workflowrules',
  ],

  *check({ project }) {
    for (const absent of absentBuilds(project)) yield* unless(isTogether(absent), () => withoutBuild(absent));
    for (const unmerged of unmergedTags(project)) yield* unless(hasMore(project.merges), () => withoutMerge(unmerged));
  },
});

const isTogether = ({ pipelines }: AbsentBuilds): Truth =>
  pipelines.is === 'sometimes' ? known(false) : unknown(...pipelines.causes);

function withoutBuild(absent: AbsentBuilds): Problem {
  const { mergeJob, jobs, pipelines, by, need } = absent;
  const names = show.jobs(jobs);
  const where = pipelines.is === 'sometimes' ? pipelines.witness.shown : `some ${wordsOf(mergeJob).runs}`;
  const verb = names.length === 1 ? 'is' : 'are';
  return {
    at: need?.span ?? placeOfConditions(mergeJob),
    message: `in ${where}, \`${mergeJob.name}\` is there and ${show.quoted(names)} ${verb} not; ${outcomeOf(absent)}`,
    help: `give \`${mergeJob.definition.name}\` and ${show.quoted(names)} the same conditions, for example by \`${isOfGithub(mergeJob) ? 'if' : 'extends'}\``,
    related: [
      { at: placeOfConditions(mergeJob), message: `when \`${mergeJob.definition.name}\` is there` },
      ...jobs
        .slice(0, 1)
        .map((job) => ({ at: placeOfConditions(job), message: `when \`${job.definition.name}\` is there` })),
    ],
    jobs: [mergeJob, ...jobs],
    identity: `${by} ${names.join(' ')}`,
    about: need === undefined ? [] : [subject.place(need.span)],
  };
}

function outcomeOf({ by, mergeJob, jobs }: AbsentBuilds): string {
  const name = jobs[0]?.name ?? '';
  if (by === 'need')
    return `GitLab refuses the pipeline: "'${mergeJob.name}' job needs '${name}' job, but '${name}' does not exist in the pipeline"`;
  if (by === 'merge') return 'nothing has pushed what it merges';
  return isOfGithub(mergeJob)
    ? 'its condition lets it run all the same, so it merges without the image, or takes an old one'
    : 'the need is optional, so it merges without the image, or takes an old one';
}

function withoutMerge({ mergeJob, builds, witness }: UnmergedTag): Problem {
  const jobs = builds.map(({ job }) => job);
  const names = show.jobs(jobs);
  const verb = names.length === 1 ? 'pushes' : 'push';
  return {
    at: placeOfConditions(mergeJob),
    severity: 'warning',
    message: `in ${witness.shown}, ${show.quoted(names)} ${verb} images named after it and \`${mergeJob.name}\` is not there to join them`,
    help: `give \`${mergeJob.definition.name}\` the conditions of ${show.quoted(names)}, or leave those out for such ${wordsOf(mergeJob).runs}`,
    related: jobs
      .slice(0, 1)
      .map((job) => ({ at: placeOfConditions(job), message: `when \`${job.definition.name}\` is there` })),
    jobs: [mergeJob, ...jobs],
    identity: `unmerged ${names.join(' ')}`,
  };
}

/** Where it is written when a job is there; the job itself, if nothing is. */
const placeOfConditions = ({ conditions, definition }: AbsentBuilds['mergeJob']): Span =>
  conditions.by === 'rules' || conditions.by === 'only-except'
    ? conditions.span
    : (definition.keywords.get('if') ?? definition.span);

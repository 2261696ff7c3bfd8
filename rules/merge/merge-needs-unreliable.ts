import {
  buildsMergedBy,
  defineRule,
  type Fix,
  groupBy,
  isOfGithub,
  type Job,
  type MergeStep,
  not,
  type Problem,
  type Project,
  type Span,
  show,
  subject,
  type UnreliableBuilds,
  unless,
  unreliableBuilds,
  violation,
  whatIsBuilt,
  wordsOf,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-needs-unreliable',
  group: 'merge',
  severity: 'warning',
  summary: 'A merge runs only when all of its images have been built',
  why: `
A build that may fail, that somebody has to start or whose errors the script forgives leaves its pipeline green without the image. The
merge then does not find it, or joins the image of an earlier pipeline. With \`--ignore-missing\`, and in a job that runs \`when: always\`, an image
index without that architecture is published, and nobody is told.
  `,
  exceptions: `
A manual job with \`allow_failure: false\` stops the pipeline until it is started, so it can be relied on. A merge that is started
by hand as well waits for a person anyway. Builds for platforms that the policy lists under \`optionalPlatforms\` may be missing, and \`--ignore-missing\` is
taken as meant where there are any. \`optional: true\` in \`needs\` is a matter of \`merge-rules-mismatch\`. Rules that forgive failures in some pipelines
only, and \`allow_failure:exit_codes\`, leave the answer open. In GitHub it is \`continue-on-error\` that forgives, and \`if: always()\` that
runs anyway. A condition in front of the build alone leaves the answer open, too, unless the merge has one itself, or other commands build the
same image.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/#allow_failure',
    'https://docs.gitlab.com/ci/yaml/#when',
    'https://github.com/estesp/manifest-tool#createpush',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    const found = groupBy(
      unreliableBuilds(project),
      (one) => `${one.why} ${one.truth.is} ${subject.place(placeOf(one))}`,
    );
    for (const alike of found.values()) {
      const [first] = alike;
      if (first !== undefined) yield* unless(not(first.truth), () => ofBuilds(project, first, alike));
    }
    for (const [, merges] of groupBy(project.merges.items, ({ job }) => job.definition)) {
      const merge = merges.find((one) => buildsMergedBy(project, one).some(({ job }) => job !== one.job));
      if (merge !== undefined && runsAnyway(merge.job)) yield* violation(ofMergeJob(project, merge));
    }
    for (const merge of project.merges.items) {
      if (merge.ignoresMissing.is === 'yes' && project.expectations.optionalPlatforms.length === 0)
        yield* violation(ofFlag(project, merge));
    }
  },
});

function ofBuilds(project: Project, first: UnreliableBuilds, alike: readonly UnreliableBuilds[]): Problem {
  const { why, merge } = first;
  const builds = [...new Set(alike.flatMap((one) => one.builds))];
  const jobs = builds.map(({ job }) => job);
  const names = show.jobs(jobs);
  const mergeJobs = alike.map(({ mergeJob }) => mergeJob);
  const [job] = jobs;
  const fix = why === 'allowed-to-fail' && job !== undefined ? fixOf(job) : undefined;
  const verb = names.length === 1 ? verbs[why].one : verbs[why].several;
  return {
    at: placeOf(first),
    message: `${show.quoted(names)} ${verb.replace('pipeline', wordsOf(merge.job).pipeline)}; ${outcome(first, alike, whatIsBuilt(project, builds))}`,
    help: job !== undefined && isOfGithub(job) ? githubAdvice[why] : advice[why],
    related: [{ at: merge.span, message: 'merged here' }],
    jobs: [...jobs, ...mergeJobs],
    identity: `${why} ${names.join(' ')}`,
    ...(fix && { fix }),
  };
}

type Why = UnreliableBuilds['why'];

const verbs: Readonly<Record<Why, Readonly<Record<'one' | 'several', string>>>> = {
  'started-by-hand': { one: 'waits to be started by hand', several: 'wait to be started by hand' },
  'awaited-by-hand': { one: 'waits to be started by hand', several: 'wait to be started by hand' },
  'allowed-to-fail': {
    one: 'may fail without stopping the pipeline',
    several: 'may fail without stopping the pipeline',
  },
  'failure-ignored': { one: 'goes on when its build fails', several: 'go on when their builds fail' },
  'skipped-alone': { one: 'skips its build and succeeds', several: 'skip their builds and succeed' },
};

function outcome({ why, merge }: UnreliableBuilds, alike: readonly UnreliableBuilds[], what: string): string {
  const mergers = show.jobs(alike.map(({ mergeJob }) => mergeJob));
  const [subjects, isOne] = [show.quoted(mergers), mergers.length === 1];
  const index = show.targets(alike.map((one) => one.merge));
  if (why === 'awaited-by-hand')
    return `until then ${subjects} ${isOne ? 'is' : 'are'} skipped, and ${index} is not published`;
  if (merge.ignoresMissing.is === 'yes')
    return `${subjects} then ${isOne ? 'pushes' : 'push'} ${index} without ${what}`;
  return `${subjects} then ${isOne ? 'joins' : 'join'} an older image for ${what} into ${index}, or ${isOne ? 'fails' : 'fail'}`;
}

const advice: Readonly<Record<Why, string>> = {
  'started-by-hand': 'let it start by itself, under the same rules as the merge, or add `allow_failure: false`',
  'awaited-by-hand': 'let it start by itself, under the same rules as the merge, or add `allow_failure: false`',
  'allowed-to-fail': 'drop `allow_failure`, or name the platform under `optionalPlatforms` in the policy',
  'failure-ignored': 'let the job fail when its build does',
  'skipped-alone': 'give the condition to the whole job, or to the merge, too',
};

const githubAdvice: Readonly<Record<Why, string>> = {
  ...advice,
  'allowed-to-fail': 'drop `continue-on-error`, or name the platform under `optionalPlatforms` in the policy',
  'failure-ignored': 'let the job fail when its build does: without `continue-on-error` and `|| true`',
};

/** The keyword by which a job may fail. */
const forgivingKey = (job: Job): string => (isOfGithub(job) ? 'continue-on-error' : 'allow_failure');

/** Where it is written that the job may be missing. */
function placeOf({ why, merge, builds: [build] }: UnreliableBuilds): Span {
  if (build === undefined) return merge.span;
  if (why === 'failure-ignored' || why === 'skipped-alone') return build.command.span;
  const { conditions, definition } = build.job;
  const rules = conditions.by === 'rules' ? conditions.rules.items : [];
  const own = definition.keywords.get(why === 'allowed-to-fail' ? forgivingKey(build.job) : 'when');
  const manual = why === 'allowed-to-fail' ? undefined : rules.find(({ when }) => when === 'manual');
  return manual?.span ?? own ?? definition.keywords.get('rules') ?? definition.span;
}

function fixOf(job: Job): Fix | undefined {
  const key = forgivingKey(job);
  const keyword = job.definition.keywords.get(key);
  if (keyword === undefined) return undefined;
  return {
    title: `Set \`${key}: false\``,
    safety: 'unsafe',
    because: `a build that fails stops the ${wordsOf(job).pipeline} then`,
    patches: [{ op: 'set-value', at: keyword, value: false }],
  };
}

/** Whether a job runs although a job before it has failed. */
const runsAnyway = ({ when }: Job): boolean =>
  when.is === 'set' && (when.value === 'always' || when.value === 'on_failure');

function ofMergeJob(project: Project, merge: MergeStep): Problem {
  const { job } = merge;
  const { definition, when, conditions } = job;
  const value = when.is === 'set' ? when.value : '';
  const key = isOfGithub(job) ? 'if' : 'when';
  const status = value === 'always' ? 'always()' : 'failure()';
  const rule = conditions.by === 'rules' ? conditions.rules.items.find((one) => one.when === value) : undefined;
  const builds = buildsMergedBy(project, merge);
  return {
    at: rule?.span ?? definition.keywords.get(key) ?? definition.span,
    message: `\`${definition.name}\` runs \`${isOfGithub(job) ? `if: ${status}` : `when: ${value}`}\`, so it merges ${show.targets([merge])} also when ${show.quoted(show.jobs(builds.map((build) => build.job)))} failed to build ${whatIsBuilt(project, builds)}`,
    help: `drop ${isOfGithub(job) ? `\`${status}\`` : '`when`'}, so that the merge runs only when all builds have succeeded`,
    related: [{ at: merge.span, message: 'merged here' }],
    jobs: [job],
    identity: 'when',
  };
}

function ofFlag(project: Project, merge: MergeStep): Problem {
  const { job, template, command } = merge;
  const flag = command.args.items.find((arg) => /^-?-ignore-missing/.test(show.text(arg)));
  const platforms = template?.platforms.items.map(({ platform }) => platform) ?? [];
  const builds = buildsMergedBy(project, merge);
  const what = platforms.length > 0 ? show.platforms(platforms) : whatIsBuilt(project, builds);
  return {
    at: flag?.span ?? merge.span,
    message: `\`${job.name}\` merges ${show.targets([merge])} with \`--ignore-missing\`; if one of ${what} is not there, the index is published without it, and the job succeeds`,
    help: 'drop `--ignore-missing`, or name the platforms that may be missing under `optionalPlatforms` in the policy',
    jobs: [job],
    identity: '--ignore-missing',
  };
}

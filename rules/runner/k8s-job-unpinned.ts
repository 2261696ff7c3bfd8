import {
  all,
  any,
  buildsIn,
  defineRule,
  type Fix,
  groupBy,
  type Job,
  jobsOf,
  known,
  knownString,
  machineEvidence,
  makesImages,
  mayShareMachine,
  mergesIn,
  nodeSelectors,
  not,
  type Problem,
  type Project,
  type Related,
  show,
  soleArchIn,
  subject,
  type Truth,
  takersOf,
  textKey,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'k8s-job-unpinned',
  group: 'runner',
  severity: 'warning',
  summary: 'In a Kubernetes cluster of several architectures every job says on which it runs',
  why: `
The Kubernetes executor starts a job's pod on any node that fits, and takes the image of its helper for the architecture of the
runner's manager. A job without a node selector in a mixed cluster works while it lands on the usual nodes, and ends in
\`exec format error\`, or merges with the tool of another architecture, on the day it does not.
  `,
  exceptions: `
A cluster counts as mixed where jobs with the same runner tags select nodes of different architectures. A runner that selects a
node by default is fine. Without a runner configuration in the repository that default cannot be seen: jobs that build or merge
images are then reported as undecided, others not at all. So it is where the other jobs tolerate a taint that this job does not.
  `,
  references: [
    'https://docs.gitlab.com/runner/executors/kubernetes/#specify-nodes-to-execute-builds',
    'https://docs.gitlab.com/runner/executors/kubernetes/#overwrite-the-node-selector',
  ],
  fixes: ['unsafe'],

  *check({ project }) {
    for (const group of groupBy(jobsOf(project).filter(runsScript), labelsOf).values()) {
      const chosen = [...new Map(group.flatMap(selectionsOf).map((one) => [one.architecture, one])).values()];
      if (chosen.length < 2) continue;
      const loose = group
        .filter((job) => isLoose(project, job))
        .map((job) => ({ job, pinned: isPinned(project, job, chosen) }));
      for (const together of groupBy(loose, ({ pinned }) => pinned.is).values()) {
        const [first] = together;
        const jobs = together.map(({ job }) => job);
        if (first !== undefined) yield* unless(first.pinned, () => problemOf(project, first.job, jobs, chosen));
      }
    }
  },
});

const runsScript = ({ trigger }: Job): boolean => trigger.is === 'unset';

const labelsOf = ({ runnerLabels }: Job): string => runnerLabels.items.map(textKey).join('\u0000');

/** A job that selects nodes of one architecture. */
interface Selection {
  readonly job: Job;
  readonly architecture: string;
  readonly at: Related['at'];
}

const selectionsOf = (job: Job): readonly Selection[] =>
  nodeSelectors(job).flatMap(({ value, span }) => {
    const platform = soleArchIn((knownString(value) ?? '').split('=')[1] ?? '');
    return platform === undefined ? [] : [{ job, architecture: platform.architecture, at: span }];
  });

/** Whether neither a node selector nor a runner tag of the job names an architecture. */
function isLoose(project: Project, job: Job): boolean {
  // A tag that cannot be read is the tag of jobs for several architectures, too, and so pins none.
  const { items } = machineEvidence(job, project.expectations);
  if (items.length + nodeSelectors(job).length > 0) return false;
  return takersOf(project, job).length > 0 || makesImages(project, job).is === 'yes';
}

/** Whether something keeps the job off the nodes of all architectures but one. */
const isPinned = (project: Project, job: Job, chosen: readonly Selection[]): Truth =>
  not(all([not(isPinnedByRunner(project, job)), ...chosen.map((one) => mayShareMachine(job, one.job))]));

function isPinnedByRunner(project: Project, job: Job): Truth {
  const takers = takersOf(project, job);
  if (takers.length === 0) {
    const because = 'the configuration of the runner is not in the repository; it may select a node by default';
    return unknown({ kind: 'runner', because, at: job.definition.keywords.get('tags') ?? job.definition.span });
  }
  const platforms = takers.map(({ runner }) => runner.platform);
  // A runner that perhaps does not take the job says nothing of the one that does.
  if (platforms.every(({ is }) => is === 'unset')) return not(any(takers.map(({ takes }) => takes)));
  if (platforms.every(({ is }) => is === 'set')) return known(true);
  const because = 'some of the runners that may take the job select a node by default';
  return unknown(...takers.slice(0, 1).map(({ runner }) => ({ kind: 'runner' as const, because, at: runner.span })));
}

function problemOf(project: Project, first: Job, jobs: readonly Job[], chosen: readonly Selection[]): Problem {
  const names = show.jobs(jobs);
  const others = show.quoted([...new Set(chosen.map(({ job }) => job.name))]);
  const architectures = show.list(chosen.map(({ architecture }) => architecture));
  const runners = takersOf(project, first)
    .filter(({ runner }) => runner.platform.is === 'unset')
    .slice(0, 1);
  const fix = fixFor(project, jobs, chosen);
  return {
    at: first.definition.span,
    message: `${show.few(names)} ${names.length === 1 ? 'runs' : 'run'} on any node: ${others} select ${architectures} nodes of the same runner, and nothing selects one here`,
    help: 'select one, for example by the variable `KUBERNETES_NODE_SELECTOR_ARCH: kubernetes.io/arch=amd64`, or let the runner select one by default',
    related: [
      ...chosen.map(({ at, architecture, job }) => ({ at, message: `\`${job.name}\` selects ${architecture} here` })),
      ...runners.map(({ runner }) => ({ at: runner.span, message: 'this runner selects no architecture by default' })),
    ],
    jobs,
    about: jobs.map((job) => subject.keyword(job.definition, 'node selector')),
    identity: names.join(' '),
    ...(fix && { fix }),
  };
}

/** A node for jobs that only merge, which they can do on any, in the words in which another job selects one. */
function fixFor(project: Project, jobs: readonly Job[], chosen: readonly Selection[]): Fix | undefined {
  const wanted = chosen.find(({ architecture }) => architecture === 'amd64') ?? chosen[0];
  const selector = wanted && nodeSelectors(wanted.job).find(({ span }) => span === wanted.at);
  const value = selector && knownString(selector.value);
  const merges = jobs.every((job) => mergesIn(project, job).length > 0 && buildsIn(project, job).length === 0);
  if (selector === undefined || value === undefined || !merges) return undefined;
  return {
    title: `Select nodes by \`${selector.name}: ${value}\``,
    safety: 'unsafe',
    because: 'the job then waits for a node of that architecture',
    patches: [...new Set(jobs.map(({ definition }) => definition))].map(({ span }) => ({
      op: 'set-key',
      in: span,
      path: ['variables', selector.name],
      value,
    })),
  };
}

import {
  allowsEverything,
  allowsOverwrite,
  any,
  defineRule,
  type Field,
  groupBy,
  hasTagsOf,
  holds,
  type Job,
  jobsOf,
  no,
  nodeSelectors,
  nodeTolerations,
  type OverwritePattern,
  type Problem,
  type Project,
  type Runner,
  show,
  subject,
  textKey,
  unless,
  type Variable,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'node-selector-overwrite',
  group: 'runner',
  severity: 'error',
  summary: 'A runner lets jobs choose the architecture of their node, and nothing more',
  why: `
\`KUBERNETES_NODE_SELECTOR_*\` has an effect only if the runner's \`node_selector_overwrite_allowed\` matches its value. Without
the setting the variable is ignored without a word in the job's log: the arm64 job runs on any node. With a pattern that
does not match, the job fails. With \`.*\`, every job may put itself on any node of the cluster, those of the control plane
too. \`KUBERNETES_NODE_TOLERATIONS_*\` and \`node_tolerations_overwrite_allowed\` are the same for tainted nodes.
  `,
  exceptions: `
Without a runner configuration in the repository nothing is said. Only runners whose tags fit the job count, where the
repository says which tags they have; of several, one that allows the value is enough. Patterns are regular expressions
of Go; those too complex to be tried here stay undecided.
  `,
  references: ['https://docs.gitlab.com/runner/executors/kubernetes/#overwrite-the-node-selector'],

  *check({ project }) {
    const runners = project.runners.items.filter(
      ({ executor }) => executor.is === 'set' && executor.value === 'kubernetes',
    );
    for (const setting of settings) {
      for (const runner of runners) yield* tooBroad(runner, setting);
      yield* notAllowed(project, runners, setting);
    }
  },
});

/** A setting of the runner, and the variables for which it is made. */
interface Setting {
  readonly key: string;
  readonly pattern: (runner: Runner) => Field<OverwritePattern>;
  readonly choices: (job: Job) => readonly Variable[];
}

/** Source: docs.gitlab.com/runner/executors/kubernetes; gitlab-runner `executors/kubernetes/overwrites.go`. */
const settings: readonly Setting[] = [
  {
    key: 'node_selector_overwrite_allowed',
    pattern: ({ nodeSelectorOverwrite }) => nodeSelectorOverwrite,
    choices: nodeSelectors,
  },
  {
    key: 'node_tolerations_overwrite_allowed',
    pattern: ({ nodeTolerationsOverwrite }) => nodeTolerationsOverwrite,
    choices: nodeTolerations,
  },
];

function* tooBroad(runner: Runner, { key, pattern }: Setting) {
  const allowed = pattern(runner);
  if (allowed.is !== 'set' || !allowsEverything(allowed.value)) return;
  yield* violation({
    at: allowed.value.span,
    severity: 'info',
    message: `${nameOf(runner)} lets every job choose any node by \`${allowed.value.pattern}\``,
    help: `allow the choice of an architecture only: \`${key} = "kubernetes.io/arch=.*"\``,
    identity: `${runner.name} ${key}`,
  });
}

const nameOf = ({ name }: Runner): string => (name === '' ? 'the runner' : `the runner \`${name}\``);

/** A variable by which jobs choose, and the runners that may take them. */
interface Choice {
  readonly variable: Variable;
  readonly jobs: readonly Job[];
  readonly runners: readonly Runner[];
}

function* notAllowed(project: Project, runners: readonly Runner[], setting: Setting) {
  for (const { variable, jobs, runners: takers } of choicesOf(project, runners, setting)) {
    const [first] = takers;
    if (first === undefined) continue;
    const allowed = any(
      takers.map((runner) => holds(setting.pattern(runner), no, (one) => allowsOverwrite(one, variable.value))),
    );
    yield* unless(allowed, () => problemOf({ variable, jobs, runners: takers }, first, setting));
  }
}

/** One choice for each place that makes it: jobs that share a template make it together. */
function choicesOf(project: Project, runners: readonly Runner[], { choices }: Setting): readonly Choice[] {
  const made = jobsOf(project).flatMap((job) => choices(job).map((variable) => ({ job, variable })));
  return [
    ...groupBy(made, ({ variable }) => `${subject.place(variable.span)} ${textKey(variable.value)}`).values(),
  ].flatMap((together) => {
    const [first] = together;
    const jobs = together.map(({ job }) => job);
    const takers = runners.filter((runner) => jobs.some((job) => hasTagsOf(runner, job).is !== 'no'));
    return first === undefined ? [] : [{ variable: first.variable, jobs, runners: takers }];
  });
}

function problemOf({ variable, jobs }: Choice, runner: Runner, { key, pattern }: Setting): Problem {
  const allowed = pattern(runner);
  const because =
    allowed.is === 'set'
      ? `allows only \`${allowed.value.pattern}\`, so the job fails`
      : `does not set \`${key}\`, so the choice is ignored`;
  const [first] = new Set(jobs.map(({ definition }) => definition.name));
  return {
    at: variable.span,
    message: `\`${first ?? ''}\` chooses its node by \`${variable.name}: ${show.text(variable.value)}\`, and ${nameOf(runner)} ${because}`,
    help: `set \`${key} = "kubernetes.io/arch=.*"\` in the \`[runners.kubernetes]\` section`,
    related: [
      { at: allowed.is === 'set' ? allowed.value.span : runner.span, message: 'the runner is configured here' },
    ],
    jobs,
    identity: `${variable.name} ${show.text(variable.value)}`,
  };
}

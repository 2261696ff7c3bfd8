import {
  defineRule,
  type Job,
  jobsOf,
  knownString,
  type Project,
  type Runner,
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
the setting the variable is ignored with a line in the runner's own log: the arm64 job runs on any node. With a pattern
that does not match, the job fails. With \`.*\`, every job may put itself on any node of the cluster.
  `,
  exceptions: `
Without a runner configuration in the repository nothing is said. Which runner takes which job is kept by the GitLab
server; of several Kubernetes runners one that allows the value is enough.
  `,
  references: ['https://docs.gitlab.com/runner/executors/kubernetes/#overwrite-the-node-selector'],

  *check({ project }) {
    const runners = project.runners.items.filter(
      ({ executor }) => executor.is === 'set' && executor.value === 'kubernetes',
    );
    for (const runner of runners) yield* tooBroad(runner);
    yield* notAllowed(project, runners);
  },
});

/** Patterns that match any label at all. */
const anything: ReadonlySet<string> = new Set(['.*', '.+', '^.*$', '^.+$', '']);

function* tooBroad({ name, nodeSelectorOverwrite }: Runner) {
  if (nodeSelectorOverwrite.is !== 'set' || nodeSelectorOverwrite.value.pattern === '') return;
  const { pattern, span } = nodeSelectorOverwrite.value;
  if (!anything.has(pattern)) return;
  yield* violation({
    at: span,
    severity: 'info',
    message: `the runner${name === '' ? '' : ` \`${name}\``} lets every job choose any node by \`${pattern}\``,
    help: 'allow the choice of an architecture only: `node_selector_overwrite_allowed = "kubernetes.io/arch=.*"`',
    identity: name,
  });
}

function* notAllowed(project: Project, runners: readonly Runner[]) {
  const [first] = runners;
  if (first === undefined) return;
  for (const { job, variable, selector } of jobsOf(project).flatMap(selectorsOf)) {
    if (runners.some((runner) => allows(runner, selector))) continue;
    const { nodeSelectorOverwrite: setting } = first;
    const because =
      setting.is === 'set' && setting.value.pattern !== ''
        ? `allows only \`${setting.value.pattern}\`, so the job fails`
        : 'does not set `node_selector_overwrite_allowed`, so the choice is ignored';
    yield* violation({
      at: variable.span,
      message: `\`${job.definition.name}\` chooses its node by \`${variable.name}: ${selector}\`, and the runner ${because}`,
      help: 'set `node_selector_overwrite_allowed = "kubernetes.io/arch=.*"` in the `[runners.kubernetes]` section',
      related: [
        { at: setting.is === 'set' ? setting.value.span : first.span, message: 'the runner is configured here' },
      ],
      jobs: [job],
      identity: variable.name,
    });
  }
}

interface Selector {
  readonly job: Job;
  readonly variable: Variable;
  readonly selector: string;
}

const selectorsOf = (job: Job): readonly Selector[] =>
  [...job.variables.defined.values()]
    .filter(({ name }) => name.startsWith('KUBERNETES_NODE_SELECTOR_'))
    .flatMap((variable) => {
      const selector = knownString(variable.value);
      return selector === undefined ? [] : [{ job, variable, selector }];
    });

/** Whether a runner may allow a selector: a pattern that is hidden or no JavaScript pattern may. */
function allows({ nodeSelectorOverwrite }: Runner, selector: string): boolean {
  if (nodeSelectorOverwrite.is !== 'set') return nodeSelectorOverwrite.is === 'unknown';
  const { pattern } = nodeSelectorOverwrite.value;
  try {
    return pattern !== '' && new RegExp(pattern).test(selector);
  } catch {
    return true;
  }
}

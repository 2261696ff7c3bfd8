import {
  allowsEverything,
  allowsOverwrite,
  any,
  defineRule,
  type Field,
  type Fix,
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
  placeWithin,
  type Runner,
  replaceBy,
  show,
  sourceText,
  subject,
  type Truth,
  textKey,
  unless,
  unset,
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
  fixes: ['safe', 'unsafe'],

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
  const fix = narrowed(allowed.value);
  yield* violation({
    at: allowed.value.span,
    severity: 'info',
    message: `${nameOf(runner)} lets every job choose any node by \`${allowed.value.pattern}\``,
    help: `allow the choice of an architecture only: \`${key} = "kubernetes.io/arch=.*"\``,
    identity: `${runner.name} ${key}`,
    ...(fix && { fix }),
  });
}

/** What lets jobs choose an architecture and nothing else. */
const architectures = '"kubernetes.io/arch=.*"';

function narrowed({ span, pattern }: OverwritePattern): Fix | undefined {
  const place = placeWithin(span, `"${pattern}"`);
  if (place === undefined) return undefined;
  const because = 'jobs that choose their node by anything but the architecture fail then';
  return {
    title: `Allow ${architectures} only`,
    safety: 'unsafe',
    because,
    patches: [replaceBy(place, architectures)],
  };
}

const nameOf = ({ name }: Runner): string => (name === '' ? 'the runner' : `the runner \`${name}\``);

/** Variables by which jobs choose, with the runners that may take them. */
interface Choice {
  readonly variable: Variable;
  readonly job: Job;
  readonly runners: readonly Runner[];
}

function* notAllowed(project: Project, runners: readonly Runner[], setting: Setting) {
  const refused = choicesOf(project, runners, setting)
    .map((choice) => ({ choice, allowed: isAllowed(choice, setting) }))
    .filter(({ allowed }) => allowed.is !== 'yes');
  for (const together of groupBy(refused, ({ choice, allowed }) => causeKey(choice, allowed, setting)).values()) {
    const [first] = together;
    if (first === undefined) continue;
    const choices = together.map(({ choice }) => choice);
    yield* unless(first.allowed, () => problemOf(first.choice, choices, setting));
  }
}

const choicesOf = (project: Project, runners: readonly Runner[], { choices }: Setting): readonly Choice[] =>
  jobsOf(project).flatMap((job) => {
    const takers = runners.filter((runner) => hasTagsOf(runner, job).is !== 'no');
    return takers.length === 0 ? [] : choices(job).map((variable) => ({ variable, job, runners: takers }));
  });

const isAllowed = ({ runners, variable }: Choice, { pattern }: Setting): Truth =>
  any(runners.map((runner) => holds(pattern(runner), no, (allowed) => allowsOverwrite(allowed, variable.value))));

/** Choices with one cause: a runner without the setting refuses all of them, a pattern some values. */
function causeKey({ runners, variable }: Choice, allowed: Truth, { pattern }: Setting): string {
  const isSet = runners.some((runner) => pattern(runner).is === 'set');
  const what = isSet ? textKey(variable.value) : runners.map(({ span }) => subject.place(span)).join(' ');
  return `${allowed.is} ${what}`;
}

function problemOf({ variable, runners }: Choice, choices: readonly Choice[], { key, pattern }: Setting): Problem {
  const [runner] = runners;
  const setting = runner === undefined ? unset : pattern(runner);
  const who = runner === undefined ? 'the runner' : nameOf(runner);
  const jobs = choices.map(({ job }) => job);
  const names = [...new Set(jobs.map(({ definition }) => definition.name))];
  const refusal =
    setting.is === 'set'
      ? `${who} allows only \`${setting.value.pattern}\`, so the job fails`
      : `${who} does not set \`${key}\`, so the choice is ignored`;
  const chosen = setting.is === 'set' ? `${variable.name}: ${show.text(variable.value)}` : variable.name;
  const fix = runner === undefined ? undefined : allowance(runner, choices, { key, setting });
  const others = groupBy(choices, (choice) => subject.place(choice.variable.span));
  return {
    at: variable.span,
    message: `${show.few(names)} ${names.length === 1 ? 'chooses its node' : 'choose their nodes'} by \`${chosen}\`, and ${refusal}`,
    help: `set \`${key} = "kubernetes.io/arch=.*"\` in the \`[runners.kubernetes]\` section`,
    related: [
      ...(runner === undefined
        ? []
        : [{ at: setting.is === 'set' ? setting.value.span : runner.span, message: 'the runner is configured here' }]),
      ...[...others.values()]
        .slice(1, 4)
        .flatMap((same) =>
          same
            .slice(0, 1)
            .map(({ job, variable: { span } }) => ({ at: span, message: `\`${job.definition.name}\` chooses here` })),
        ),
    ],
    jobs,
    identity: `${key} ${chosen}`,
    ...(fix && { fix }),
  };
}

/** The setting for all architectures, if the jobs choose by nothing else: in the place of the one that is there, or new. */
function allowance(
  { span }: Runner,
  choices: readonly Choice[],
  { key, setting }: { readonly key: string; readonly setting: Field<OverwritePattern> },
): Fix | undefined {
  if (choices.some(({ variable: { value } }) => !show.text(value).startsWith('kubernetes.io/arch='))) return undefined;
  const title = `Allow ${architectures}`;
  if (setting.is === 'set') {
    const place = placeWithin(setting.value.span, `"${setting.value.pattern}"`);
    return place && { title, safety: 'safe', patches: [replaceBy(place, architectures)] };
  }
  const empty = placeWithin(span, `${key} = ""`);
  if (empty !== undefined) return { title, safety: 'safe', patches: [replaceBy(empty, `${key} = ${architectures}`)] };
  const section = placeWithin(span, '[runners.kubernetes]');
  if (section === undefined || sourceText(span).includes(key)) return undefined;
  return { title, safety: 'safe', patches: [{ op: 'add-line', after: section, text: `${key} = ${architectures}` }] };
}

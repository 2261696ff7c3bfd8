import {
  archWordFor,
  type BuildStep,
  canBeOneMachine,
  defineRule,
  type Fix,
  isMultiPlatform,
  isOfGithub,
  isOwnKeyword,
  jobsOf,
  known,
  knownString,
  machineEvidence,
  namesArchitecture,
  nodeSelectors,
  type Platform,
  type PlatformEvidence,
  type Problem,
  type Project,
  perhapsMeantPlatform,
  replaceBy,
  runnerEvidence,
  runsNatively,
  show,
  sourceText,
  subject,
  type Truth,
  tagsByArchitecture,
  twinOfLabel,
  unknown,
  unless,
  wordsOf,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'runner-arch-mismatch',
  group: 'runner',
  severity: 'error',
  summary: 'The architecture that a job builds is that of the runner it asks for',
  why: `
The runner tag, runner label or node selector of the job names another architecture than the one it builds. The image is made for the
runner's architecture and published as the other one; users get \`exec format error\`. Tags of two architectures at once
fit no runner: the job is stuck.
  `,
  exceptions: `
Builds that name a foreign platform are a matter of \`emulated-build\`, Kaniko's \`--custom-platform\` one of
\`kaniko-cross-build\`. Machines that run the programs of another architecture (386 on amd64, 32-bit arm on arm64) fit it. Jobs
that build no image may cross-compile as they like, and an image that is named after an architecture, with none for
another one beside it, may hold a cross compiler. A tag that is a variable is judged by the variable's name, never for certain,
and neither is a label of GitHub that its owner has made up.
  `,
  references: [
    'https://docs.gitlab.com/ci/yaml/#tags',
    'https://docs.gitlab.com/runner/executors/kubernetes/#overwrite-the-node-selector',
    'https://docs.github.com/en/actions/reference/runners/github-hosted-runners',
  ],
  fixes: ['safe', 'unsafe'],

  *check({ project }) {
    for (const build of project.builds.items) {
      const { items: own } = machineEvidence(build.job, project.expectations);
      const items = own.length > 0 ? own : runnerEvidence(project, build.job);
      const [machine] = items;
      if (machine === undefined) continue;
      const other = items.find((item) => !canBeOneMachine(item, machine));
      if (other === undefined) yield* mismatch(project, build, machine);
      else yield* unless(unlessDoubted(machine, other), () => stuck(project, build, machine, other));
    }
  },
});

/** "No", where every word on which it rests is plain. */
function unlessDoubted(...evidence: readonly PlatformEvidence[]): Truth {
  const causes = evidence.flatMap(({ doubts = [] }) => doubts);
  return causes.length === 0 ? known(false) : unknown(...causes);
}

function stuck(project: Project, build: BuildStep, one: PlatformEvidence, other: PlatformEvidence): Problem {
  const { job } = build;
  const fix = isLabel(build, one) && isLabel(build, other) ? tagsByArchitecture(project, [build]) : undefined;
  return {
    at: other.span,
    message: `\`${job.definition.name}\` asks for ${one.shown} and for ${other.shown}; no machine is both ${show.platform(one.platform)} and ${show.platform(other.platform)}`,
    help: 'keep the one that names the architecture it builds',
    related:
      one.span === other.span ? [] : [{ at: one.span, message: `${show.platform(one.platform)} is asked for here` }],
    jobs: [job],
    ...(fix && { fix }),
  };
}

/** Whether a runner tag says so, in words of its own. */
const isLabel = ({ job }: BuildStep, { span }: PlatformEvidence): boolean =>
  job.runnerLabels.items.some((label) => label.span === span && namesArchitecture(show.text(label)));

function* mismatch(project: Project, build: BuildStep, machine: PlatformEvidence) {
  if (isMultiPlatform(build) || build.platforms.is === 'set' || staysAtHome(project, build)) return;
  const meant = perhapsMeantPlatform(project, build);
  if (meant.is !== 'set') return;
  const { platform, shown, span } = meant.value;
  // Words name architectures, and say nothing of Windows.
  if (runsNatively({ ...machine.platform, os: platform.os }, platform)) return;
  const fix = fixFor(project, build, machine, platform);
  yield* unless(unlessDoubted(machine, meant.value), () => ({
    at: machine.span,
    message: `\`${build.job.name}\` builds ${show.platform(platform)} by ${shown}, and ${machine.shown} puts it on ${show.platform(machine.platform)}`,
    help: `ask for a machine of ${show.platform(platform)}${exampleOf(build, machine, platform)}, or correct what the job says it builds`,
    related: [
      { at: span, message: `${show.platform(platform)} is meant here` },
      ...(span.file === build.span.file && span.start >= build.span.start && span.end <= build.span.end
        ? []
        : [{ at: build.span, message: 'built here, for the machine it runs on' }]),
    ],
    jobs: [build.job],
    identity: build.job.name,
    follows: [wordsOf(build.job).labelsKey, wordsOf(build.job).variablesKey].map((keyword) =>
      subject.keyword(build.job.definition, keyword),
    ),
    ...(fix && { fix }),
  }));
}

function fixFor(project: Project, build: BuildStep, machine: PlatformEvidence, platform: Platform): Fix | undefined {
  if (isOfGithub(build.job)) return onTwin(project, build, machine, platform);
  return isLabel(build, machine) ? tagsByArchitecture(project, [build]) : selectorFix(project, build, machine);
}

/** The machine of the other architecture that GitHub lends, where the label is written for this job alone. */
function onTwin(project: Project, { job }: BuildStep, { span }: PlatformEvidence, platform: Platform): Fix | undefined {
  const written = sourceText(span);
  const twin = twinOfLabel(written, platform);
  const isShared = jobsOf(project).some(
    (other) =>
      other.definition === job.definition &&
      other !== job &&
      machineEvidence(other, project.expectations).items.some(
        (item) => subject.place(item.span) === subject.place(span),
      ),
  );
  if (twin === undefined || twin === written || isShared) return undefined;
  return {
    title: `Run it on \`${twin}\``,
    safety: 'unsafe',
    because: 'the job moves to another machine',
    patches: [replaceBy(span, twin)],
  };
}

function exampleOf({ job }: BuildStep, { span }: PlatformEvidence, platform: Platform): string {
  const twin = isOfGithub(job) ? twinOfLabel(sourceText(span), platform) : undefined;
  return twin === undefined ? '' : `, such as \`${twin}\``;
}

/** Whether nobody gets the image but the job of GitHub that builds it, whatever the values of its matrix are for. */
const staysAtHome = ({ links }: Project, build: BuildStep): boolean =>
  isOfGithub(build.job) && build.pushed.is === 'no' && !links.some((link) => link.build === build);

/** The node selector with the architecture of the job, where it names one by Go's word. */
function selectorFix(project: Project, { job }: BuildStep, { span, platform }: PlatformEvidence): Fix | undefined {
  const selector = nodeSelectors(job).find((one) => one.span === span);
  const word = archWordFor(project, job.definition);
  const value = selector === undefined ? undefined : knownString(selector.value);
  if (selector === undefined || word === undefined || value === undefined) return undefined;
  if (!value.endsWith(`=${platform.architecture}`)) return undefined;
  const selected = value.slice(0, value.lastIndexOf('=') + 1) + word;
  const own = isOwnKeyword(job, 'variables');
  return {
    title: `Select \`${selected}\``,
    safety: 'unsafe',
    because: 'the cluster must have such a node, and the runner must allow to select it',
    patches: [
      own
        ? replaceBy(span, selected)
        : { op: 'set-key', in: job.definition.span, path: ['variables', selector.name], value: selected },
    ],
  };
}

import {
  any,
  defineRule,
  type Fix,
  type IgnoredInput,
  ignoredInputs,
  isOfAction,
  type Job,
  jobsOf,
  type Misuse,
  type MisuseKind,
  not,
  type Problem,
  type Project,
  replaceBy,
  type Severity,
  type Span,
  show,
  shownAction,
  subject,
  unknown,
  unless,
  type Verdict,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'invalid-tool-invocation',
  group: 'pipeline',
  severity: 'error',
  summary: 'The tools that build and join images are called as they understand it',
  why: `
The tools look alike, and their flags do not: \`buildctl\` ends with \`flag provided but not defined: -build-arg\`, manifest-tool knows
\`--username\` only in front of \`push\`, Kaniko reads \`--cache false\` as \`--cache\`. Most of it shows when the job runs, which for a
release is the worst time; some of it never does. So it is with the inputs of an action: GitHub's runner warns of \`platform\` in
place of \`platforms\`, and builds for its own machine.
  `,
  exceptions: `
Only what no version of a tool understands is pointed out: flags of other tools, the wrong side of a subcommand, what every
version asks for. Where arguments come from a variable that the repository does not set, nothing counts as missing.
Whether the runner brings a BuildKit daemon cannot be seen. Of actions, those of Docker are looked at, with the inputs that any
of their releases knows; one that was taken away counts where the release is told.
  `,
  references: [
    'https://github.com/moby/buildkit/blob/master/docs/reference/buildctl.md',
    'https://github.com/GoogleContainerTools/kaniko#additional-flags',
    'https://github.com/estesp/manifest-tool#usage',
    'https://docs.docker.com/reference/cli/docker/buildx/imagetools/create/',
    'https://github.com/docker/build-push-action#inputs',
  ],
  fixes: ['safe', 'unsafe'],

  *check({ project }) {
    for (const job of jobsOf(project)) {
      for (const misuse of project.work.get(job)?.toolUse.misuses ?? []) {
        if (!isCutShort(project, misuse)) yield* verdictOn(project, job, misuse);
      }
    }
    for (const ignored of ignoredInputs(project))
      yield* unless(not(any(ignored.uses.map(({ runs }) => runs))), () => ignoredProblem(ignored));
  },
});

/** In a file that does not parse, what is missing may just not have been read. */
const isCutShort = ({ unreadable }: Project, { what, command }: Misuse): boolean =>
  what.is === 'missing' && unreadable.some(({ at }) => at.file === command.span.file);

function* verdictOn(project: Project, job: Job, misuse: Misuse): Generator<Verdict> {
  const problem = problemOf(project, job, misuse);
  if (misuse.what.is !== 'no-daemon') {
    yield* violation(problem);
    return;
  }
  const because = 'the runner may give the job the socket of a daemon';
  yield* unless(unknown({ kind: 'runner', because, at: misuse.span }), () => problem);
}

function problemOf(project: Project, job: Job, misuse: Misuse): Problem {
  const { call, what, remedy, span, command } = misuse;
  const fix = fixOf(misuse);
  const message = `\`${job.definition.name}\` ${describe(what, call)}`;
  return {
    at: span,
    message,
    help: remedy,
    severity: severityOf(what),
    jobs: [job],
    follows: what.is === 'missing' ? [subject.place(command.span), ...lostIn(project, job, command.span)] : [],
    identity: `${call} ${what.is}`,
    ...(fix === undefined ? {} : { fix }),
  };
}

/** Script items around the place that lose words: what is missing may be among them. */
const lostIn = (project: Project, job: Job, { file, start }: Span): readonly string[] =>
  (project.work.get(job)?.swallowed ?? [])
    .filter(({ item }) => item.file === file && item.start <= start && start <= item.end)
    .map(({ item }) => subject.place(item));

function describe(what: MisuseKind, call: string): string {
  const name = call === 'Kaniko' ? call : `\`${call}\``;
  switch (what.is) {
    case 'unknown-flag':
      return `calls ${name} with \`${what.flag}\`, which it does not know`;
    case 'misplaced-flag':
      return `gives ${name} \`${what.flag}\` ${what.side} \`${what.word}\`, where it is not known`;
    case 'missing':
      return `calls ${name} without ${what.wanted}`;
    case 'joined-references':
      return `gives ${name} \`${what.written}\` as one reference, and it is two`;
    case 'stray-value':
      return `calls ${name} with \`${what.flag} ${what.value}\`, which turns the flag on and ${what.endsTool ? `makes \`${what.value}\` an operand` : `ignores \`${what.value}\``}`;
    case 'split-names':
      return `gives ${name} several names in one output, ${what.keepsLast ? 'of which only the last counts' : 'which it refuses'}`;
    case 'no-daemon':
      return `calls ${name} without a daemon that would build`;
  }
}

/** Kaniko ignores a `true` that says what the flag says already. */
const severityOf = (what: MisuseKind): Severity =>
  what.is === 'stray-value' && what.value === 'true' && !what.endsTool ? 'info' : 'error';

function fixOf({ rewrite, remedy, command }: Misuse): Fix | undefined {
  if (rewrite === undefined || isOfAction(command)) return undefined;
  return { title: titleOf(remedy), safety: 'safe', patches: rewrite.map(({ at, text }) => replaceBy(at, text)) };
}

const titleOf = (remedy: string): string => remedy.charAt(0).toUpperCase() + remedy.slice(1).replace(/: .*$/, '');

/** GitHub's runner warns, and the step goes on without the input. */
function ignoredProblem({ uses, name, input, goneSince, instead }: IgnoredInput): Problem {
  const [use] = uses;
  const names = show.jobs(uses.map(({ job }) => job));
  const flaw = goneSince === undefined ? 'does not know' : `has not known since v${goneSince}`;
  const fix = instead === undefined || use.inputs.has(instead) ? undefined : renamed(input.key, instead);
  return {
    at: input.key,
    severity: 'warning',
    message: `${show.few(names)} ${names.length === 1 ? 'gives' : 'give'} ${shownAction(use)} the input \`${name}\`, which it ${flaw} and ignores`,
    help: fix === undefined || instead === undefined ? 'drop it' : `write \`${instead}\`, or drop it`,
    jobs: uses.map(({ job }) => job),
    identity: `${use.action} ${name}`,
    ...(fix && { fix }),
  };
}

const renamed = (key: Span, instead: string): Fix => ({
  title: `Write \`${instead}\``,
  safety: 'unsafe',
  because: 'the step follows the input then, which it did not do so far',
  patches: [replaceBy(key, instead)],
});

import {
  all,
  any,
  buildkitStarts,
  defineRule,
  type Fix,
  findInText,
  holds,
  holesOf,
  insertBehind,
  isStartedPrivileged,
  isStartedWith,
  type Job,
  type JobCommand,
  jobsOf,
  known,
  knownString,
  not,
  type Patch,
  type Project,
  setVariables,
  show,
  someItem,
  type Text,
  type Truth,
  toolImageOf,
  toolVariable,
  unknown,
  unless,
  unquoted,
  wordsOf,
} from '../../src/rule/index.ts';

const flag = '--oci-worker-no-process-sandbox';
const variable = 'BUILDKITD_FLAGS';

export default defineRule({
  id: 'rootless-buildkit-sandbox',
  group: 'privilege',
  severity: 'error',
  summary: 'Rootless BuildKit in a container runs without its process sandbox',
  why: `
For each \`RUN\` BuildKit mounts a fresh \`/proc\`, which an unprivileged container forbids: \`mount proc:/proc … operation not
permitted\`. With \`--oci-worker-no-process-sandbox\` it does without.
  `,
  exceptions: `
The flag may stand in \`BUILDKITD_FLAGS\` at any level, or on the command line of \`buildkitd\`; \`noProcessSandbox\` in a
\`buildkitd.toml\` that the script writes does the same. A variable in its place, another configuration file and a runner of
the repository that is privileged leave the answer open. Runners that unmask \`/proc\` (\`systempaths=unconfined\`,
\`ProcMount: Unmasked\`) cannot be seen here. In GitHub the \`options\` of the container may do so, or make it privileged.
  `,
  references: [
    'https://github.com/moby/buildkit/blob/master/docs/rootless.md',
    'https://docs.gitlab.com/ci/docker/using_buildkit/',
  ],
  fixes: ['safe'],

  *check({ project }) {
    const isForbidden = not(hasPrivilegedRunner(project));
    for (const job of jobsOf(project)) {
      if (job.image.is !== 'set' || !isRootless(job.image.value.reference)) continue;
      const { reference } = job.image.value;
      const daemon = buildkitStarts(project, job).find((command) => hasFlag(command).is !== 'yes');
      if (daemon === undefined) continue;
      const fix = fixFor(job, daemon);
      const isWrong = all([daemon.runs, isForbidden, not(isUnconfined(job)), not(hasFlag(daemon))]);
      yield* unless(not(isWrong), () => ({
        at: daemon.program.span,
        message: `\`${job.definition.name}\` starts rootless BuildKit with its process sandbox, which an unprivileged container forbids`,
        help: adviceFor(daemon),
        related: [{ at: reference.span, message: 'the rootless image' }],
        jobs: [job],
        ...(fix && { fix }),
      }));
    }
  },
});

function isRootless(reference: Text): boolean {
  const image = toolImageOf(reference);
  return image.is === 'set' && image.value.tool === 'buildkit' && show.text(reference).includes('rootless');
}

/** A privileged container allows the mount; which runner takes the job is not known. */
const hasPrivilegedRunner = ({ runners }: Project): Truth =>
  any(
    runners.items
      .filter(({ privileged }) => privileged.is !== 'no')
      .map(({ span }) =>
        unknown({ kind: 'runner', because: 'a privileged runner, which allows it, may take the job', at: span }),
      ),
  );

/** Whether the container is started with options that allow the mount, which GitHub lets a job choose. */
const isUnconfined = ({ image }: Job): Truth =>
  image.is === 'set'
    ? any([isStartedPrivileged(image.value), isStartedWith(image.value, ['--security-opt'], 'systempaths=unconfined')])
    : known(false);

/** Whether the sandbox is off, by a flag or in a file that the script writes. */
const hasFlag = (daemon: JobCommand): Truth =>
  any([
    isDaemonless(daemon)
      ? holds(toolVariable(daemon, 'BUILDKITD_FLAGS'), known(false), holdsFlag)
      : hasArgument(daemon),
    known([...daemon.files.values()].some((content) => findInText(content, 'noProcessSandbox') !== -1)),
  ]);

/** The script hands the variable to the daemon, and its own arguments to buildctl. */
const isDaemonless = ({ program }: JobCommand): boolean => findInText(program, 'buildctl-daemonless.sh') !== -1;

const hasArgument = ({ args }: JobCommand): Truth => someItem(args, holdsFlag);

/** In one word, or in several of one variable. A file of its own may turn it off as well. */
function holdsFlag(text: Text): Truth {
  const written = knownString(text);
  if (findInText(text, flag) !== -1 && written === undefined) return known(true);
  const words = (written ?? '').split(/\s+/);
  if (words.some((word) => word === flag || /^=(?:1|t|true)$/i.test(valueOf(word)))) return known(true);
  if (words.some((word) => /^--config(?:=|$)/.test(word))) {
    return unknown({ kind: 'indirection', because: 'its configuration file is not read', at: text.span });
  }
  const holes = holesOf(text);
  return holes.length === 0 ? known(false) : unknown(...holes.map(({ cause }) => cause));
}

const valueOf = (word: string): string => (word.startsWith(flag) ? word.slice(flag.length) : '');

/** The flag where the daemon takes it: in its variable, or behind its name. */
function fixFor(job: Job, daemon: JobCommand): Fix | undefined {
  const patches = isDaemonless(daemon) ? inVariable(job, daemon) : onCommandLine(daemon);
  return patches.length === 0
    ? undefined
    : { title: `Turn the process sandbox off by \`${flag}\``, safety: 'safe', patches };
}

function inVariable(job: Job, daemon: JobCommand): readonly Patch[] {
  if (toolVariable(daemon, variable).is === 'unset') return setVariables(job, 'image', { [variable]: flag });
  const defined = job.variables.defined.get(variable);
  const value = defined && knownString(defined.value);
  if (defined === undefined || value === undefined || unquoted(defined.span) !== value) return [];
  const words = value.split(/\s+/).filter((word) => word !== '' && !word.startsWith(flag));
  return [{ op: 'set-value', at: defined.span, value: [...words, flag].join(' ') }];
}

function onCommandLine({ program, args }: JobCommand): readonly Patch[] {
  const word = [program, ...args.items].find((each) => /(?:^|\/)buildkitd$/.test(knownString(each) ?? ''));
  return word === undefined || unquoted(word.span) !== knownString(word) ? [] : [insertBehind(word.span, ` ${flag}`)];
}

function adviceFor(daemon: JobCommand): string {
  if (!isDaemonless(daemon)) return `start it with \`${flag}\``;
  return toolVariable(daemon, 'BUILDKITD_FLAGS').is === 'unset'
    ? `set \`BUILDKITD_FLAGS: ${flag}\` in the \`${wordsOf(daemon.job).variablesKey}\` of the job`
    : `add \`${flag}\` to \`BUILDKITD_FLAGS\``;
}

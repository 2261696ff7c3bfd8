import {
  type BuildStep,
  commandsIn,
  type DeprecatedOption,
  defineRule,
  deprecatedOptions,
  experimentalCliSince,
  type Fix,
  groupBy,
  isAtLeast,
  jobsInImages,
  known,
  knownString,
  no,
  not,
  type Project,
  replaceBy,
  show,
  sourceText,
  subject,
  type Text,
  type Truth,
  toolImageOf,
  toolVariable,
  unknown,
  unless,
  type Verdict,
  violation,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'deprecated-tool-option',
  group: 'tool',
  severity: 'warning',
  summary: 'Tools are given the options of their own release',
  why: `
Kaniko renamed options in 1.9.1: \`--customPlatform\` is \`--custom-platform\` since. It takes the old names with a
warning, for as long as it likes to; a pipeline that moves on to a newer release is better off with the new ones.
\`DOCKER_CLI_EXPERIMENTAL\` has had no effect since Docker 20.10 and tells its readers that \`docker manifest\` needs it.
  `,
  exceptions: `
Up to Kaniko 1.9.0 the old name is the only one, so nothing is said there. Which release runs is told by the tag of the
job's image; a tag that moves is newer than 1.9.1. Where it cannot be told, it is undecided. The variable is reported, as
info, where the job's client is known to be 20.10 or newer.
  `,
  references: [
    'https://github.com/GoogleContainerTools/kaniko/releases/tag/v1.9.1',
    'https://docs.docker.com/engine/deprecated/',
  ],
  fixes: ['safe'],

  *check({ project }) {
    const uses = project.builds.items.flatMap(optionsOf);
    const byPlace = groupBy(uses, ({ word, isCurrent }) => `${subject.place(word.span)} ${isCurrent.is}`);
    for (const [first, ...others] of byPlace.values()) {
      if (first !== undefined)
        yield* checkOption(
          first,
          [first, ...others].map(({ build }) => build),
        );
    }
    yield* checkExperimental(project);
  },
});

/** A deprecated option on a command line. */
interface OptionUse {
  readonly build: BuildStep;
  readonly option: DeprecatedOption;
  readonly word: Text;
  /** Whether the release has the new name. */
  readonly isCurrent: Truth;
}

function optionsOf(build: BuildStep): readonly OptionUse[] {
  if (build.tool !== 'kaniko') return [];
  const words = groupBy(build.command.args.items, optionName);
  return deprecatedOptions.flatMap((option) => {
    const [word] = words.get(option.option) ?? [];
    const isCurrent = word === undefined ? no : hasNewName(build, option);
    return word === undefined || isCurrent.is === 'no' ? [] : [{ build, option, word, isCurrent }];
  });
}

/** What a word begins with as far as `=`; empty for one that begins with a variable. */
const optionName = ({ parts: [first] }: Text): string => (typeof first === 'string' ? first.replace(/=.*$/s, '') : '');

function hasNewName({ version, job, span }: BuildStep, { since }: DeprecatedOption): Truth {
  if (version.is === 'newest') return known(true);
  if (version.is === 'exact') return known(isAtLeast(version.version, since));
  const at = job.image.is === 'set' ? job.image.value.span : span;
  return unknown({ kind: 'runner', because: 'the image does not tell which release of Kaniko it holds', at });
}

function* checkOption({ option, word, isCurrent }: OptionUse, builds: readonly BuildStep[]): Generator<Verdict> {
  const names = show.jobs(builds.map(({ job }) => job));
  const fix = fixOf(option, word);
  const isKnown = isCurrent.is === 'yes';
  yield* unless(not(isCurrent), () => ({
    at: word.span,
    message: isKnown
      ? `${show.few(names)} ${names.length === 1 ? 'gives' : 'give'} Kaniko \`${option.option}\`, the old name of \`${option.instead}\``
      : `\`${option.option}\` is an old name to the Kaniko of ${show.few(names)}, which wants \`${option.instead}\``,
    help: `${isKnown ? '' : `from ${option.since} on, `}write \`${option.instead}\``,
    jobs: builds.map(({ job }) => job),
    identity: option.option,
    ...(fix && { fix }),
  }));
}

function fixOf({ option, instead }: DeprecatedOption, { span }: Text): Fix | undefined {
  if (!sourceText(span).startsWith(option)) return undefined;
  const name = span.file.span(span.start, span.start + option.length);
  return { title: `Write \`${instead}\``, safety: 'safe', patches: [replaceBy(name, instead)] };
}

function* checkExperimental(project: Project): Generator<Verdict> {
  const settings = jobsInImages(project).flatMap(({ job, image }) => {
    const facts = toolImageOf(image.reference);
    if (facts.is !== 'set' || facts.value.tool !== 'docker') return [];
    const { version } = facts.value;
    const isCurrent =
      version.is === 'newest' || (version.is === 'exact' && isAtLeast(version.version, experimentalCliSince));
    const client = commandsIn(project, job).find(({ program }) => /(?:^|\/)docker$/.test(knownString(program) ?? ''));
    const setting = isCurrent && client !== undefined ? toolVariable(client, 'DOCKER_CLI_EXPERIMENTAL') : undefined;
    return setting?.is === 'set' ? [{ job, at: setting.value.span }] : [];
  });
  for (const together of groupBy(settings, ({ at }) => subject.place(at)).values()) {
    const [first] = together;
    if (first === undefined) continue;
    const jobs = together.map(({ job }) => job);
    yield* violation({
      at: first.at,
      severity: 'info',
      message: `\`DOCKER_CLI_EXPERIMENTAL\` has no effect on the Docker client of ${show.few(show.jobs(jobs))}, which needs it no more since ${experimentalCliSince}`,
      help: 'drop it',
      jobs,
      identity: 'DOCKER_CLI_EXPERIMENTAL',
    });
  }
}

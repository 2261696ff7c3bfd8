import {
  type ActionUse,
  all,
  type BuildStep,
  defineRule,
  type Fix,
  groupBy,
  type IndexHandling,
  insertBehind,
  isMultiPlatform,
  isOfAction,
  known,
  knownString,
  linksOfEntry,
  type MergeEntry,
  type MergeStep,
  not,
  optOutsOf,
  type Project,
  type Severity,
  type Span,
  show,
  subject,
  type Truth,
  unknown,
  unless,
  unquoted,
  type Verdict,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'attestation-in-manual-merge',
  group: 'attestation',
  severity: 'error',
  summary: 'Images that are merged by hand are plain images, without attestations around them',
  why: `
BuildKit adds provenance to what it pushes, and for that wraps even a single image into an image index. Tools that assemble an
index by hand expect images: \`docker manifest create\` ends with \`is a manifest list\`, older manifest-tools with \`Cannot include
an image in a manifest list/index which is already a multi-platform image\`, and \`regctl index\` puts an index into the index.
  `,
  exceptions: `
\`docker buildx imagetools create\`, \`crane index append\` and manifest-tool from 2.1.0 on take attestations along and are not
reported. Kaniko, Buildah, Podman and plain \`buildctl\` add none. Whether a plain \`docker build\` does depends on the engine.
  `,
  references: [
    'https://docs.docker.com/build/metadata/attestations/',
    'https://docs.docker.com/build/building/variables/#buildx_no_default_attestations',
    'https://github.com/docker/buildx/issues/1509',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const merge of project.merges.items) {
      const parts = groupBy(partsOf(project, merge), ({ build }) => subject.place(placeOf(build)));
      for (const alike of parts.values()) yield* check(project, merge, alike);
    }
  },
});

/** What builds at one place, the instances of a matrix for example, push for one merge. */
function* check(project: Project, merge: MergeStep, parts: readonly Part[]): Generator<Verdict> {
  const broken = parts
    .map((part) => ({ part, isBroken: isBroken(merge, part) }))
    .toSorted((one, other) => rank[one.isBroken.is] - rank[other.isBroken.is]);
  const [first] = broken;
  if (first === undefined || first.isBroken.is === 'no' || isGuess(first.part)) return;
  const { build, entry } = first.part;
  const alike = broken.filter(({ isBroken: { is } }) => is === first.isBroken.is).map(({ part }) => part);
  const images = [...new Set(alike.map((part) => show.image(part.entry.source)))];
  const names = [...new Set(alike.map((part) => part.build.job.definition.name))];
  const shownImages = `${show.quoted(images)} as ${images.length > 1 ? 'image indexes' : 'an image index'}`;
  const fix = fixFor(build);
  yield* unless(not(first.isBroken), () => ({
    at: placeOf(build),
    severity: severityOf(build, entry.onIndex),
    message: `${show.quoted(names)} ${names.length > 1 ? 'push' : 'pushes'} ${shownImages}, because ${build.pushesIndex.because}; ${outcome(merge, entry.onIndex)}`,
    help: adviceFor(build),
    related: [{ at: entry.span, message: `merged here, by ${merge.tool} in \`${merge.job.name}\`` }],
    jobs: [...new Set(alike.map((part) => part.build.job)), merge.job],
    identity: images[0] ?? '',
    follows: alike.flatMap((part) => failedOptOuts(project, part.build)),
    ...(fix && { fix }),
  }));
}

const rank = { yes: 0, unknown: 1, no: 2 } as const;

const placeOf = ({ pushesIndex, span }: BuildStep): Span => pushesIndex.asked ?? span;

const isBroken = (merge: MergeStep, { build, entry, same }: Part): Truth =>
  all([same, build.runs, merge.runs, build.pushed, build.pushesIndex.truth, isTrouble(entry.onIndex)]);

/** Where it is neither known whether the build makes what is merged nor whether that is an index, nothing is left to tell. */
const isGuess = ({ build, entry, same }: Part): boolean =>
  [same, build.pushesIndex.truth, isTrouble(entry.onIndex)].filter(({ is }) => is === 'unknown').length > 1;

const failedOptOuts = (project: Project, build: BuildStep): readonly string[] =>
  optOutsOf(project, build)
    .filter(({ effective }) => effective.is !== 'yes')
    .map(({ span }) => subject.place(span));

interface Part {
  readonly entry: MergeEntry;
  readonly build: BuildStep;
  /** Whether the build pushes what the entry names. */
  readonly same: Truth;
}

/**
 * The single-platform builds that a merge joins; several platforms make an index of another kind. Builds that may push
 * an entry count only where none does for certain.
 */
const partsOf = (project: Project, merge: MergeStep): readonly Part[] =>
  merge.entries.items.flatMap((entry) => {
    const links = linksOfEntry(project, entry);
    const certain = links.filter(({ same }) => same.is === 'yes');
    return (certain.length > 0 ? certain : links)
      .filter(({ build }) => !isMultiPlatform(build) && build.pushed.is !== 'no')
      .map(({ build, same }) => ({ entry, build, same }));
  });

const harmless: ReadonlySet<IndexHandling> = new Set(['flattens', 'picks-platform']);

function isTrouble(handling: MergeEntry['onIndex']): Truth {
  if (handling.is === 'unknown') return unknown(...handling.causes);
  return known(handling.is === 'set' && !harmless.has(handling.value));
}

const outcomes: Readonly<Record<IndexHandling, string>> = {
  refuses: 'refuses an index as a source',
  nests: 'puts that index into the new one, which most runtimes cannot pull',
  'picks-host-platform': "takes the machine's own platform out of it and fails where there is none",
  flattens: 'takes it apart',
  'picks-platform': 'takes the right platform out of it',
};

const outcome = ({ tool, job }: MergeStep, handling: MergeEntry['onIndex']): string =>
  handling.is === 'set'
    ? `${tool} in \`${job.name}\` ${outcomes[handling.value]}`
    : `${tool} in \`${job.name}\` may refuse that`;

/** Buildah and Podman fail only for foreign platforms; a plain docker build depends on the engine. */
const severityOf = ({ tool }: BuildStep, handling: MergeEntry['onIndex']): Severity =>
  tool === 'docker build' || (handling.is === 'set' && handling.value === 'picks-host-platform') ? 'warning' : 'error';

/** The subcommands that take the flag. */
const subcommands: ReadonlyMap<BuildStep['tool'], string> = new Map([
  ['docker build', 'build'],
  ['docker buildx build', 'build'],
  ['docker buildx bake', 'bake'],
]);

/** The flag behind the subcommand, or the input of the action, where the build asks for no attestations by itself. */
function fixFor(build: BuildStep): Fix | undefined {
  const { tool, pushesIndex, command } = build;
  if (command.action !== undefined) return fixOfAction(command.action, build);
  const subcommand = subcommands.get(tool);
  if (pushesIndex.asked !== undefined || subcommand === undefined) return undefined;
  const word = command.args.items.find((each) => knownString(each) === subcommand);
  if (word === undefined || unquoted(word.span) !== subcommand) return undefined;
  const flag = '--provenance=false';
  return { title: `Add \`${flag}\``, safety: 'safe', patches: [insertBehind(word.span, ` ${flag}`)] };
}

/** The input of the action that builds; of one that is known to turn `provenance` into a flag. */
function fixOfAction({ action, inputs, step }: ActionUse, { pushesIndex }: BuildStep): Fix | undefined {
  if (pushesIndex.asked !== undefined || inputs.has('provenance') || !takesProvenance.has(action.toLowerCase()))
    return undefined;
  const patch = { op: 'set-key', in: step, path: ['with', 'provenance'], value: false } as const;
  return { title: 'Write `provenance: false`', safety: 'safe', patches: [patch] };
}

const takesProvenance: ReadonlySet<string> = new Set(['docker/build-push-action', 'docker/bake-action']);

function adviceFor({ pushesIndex, command }: BuildStep): string {
  const optOut = isOfAction(command)
    ? 'add `provenance: false` to its inputs'
    : 'add `--provenance=false` to the build';
  const less = pushesIndex.asked === undefined ? optOut : 'take out what asks for them';
  return `${less}, or merge with \`docker buildx imagetools create\`, which keeps attestations`;
}

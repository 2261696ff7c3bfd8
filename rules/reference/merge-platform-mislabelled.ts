import {
  builtPlatform,
  type DeclaredPlatform,
  defineRule,
  type Fix,
  isMultiPlatform,
  known,
  linksOfEntry,
  type MergeEntry,
  type MergeStep,
  type Platform,
  type PlatformEvidence,
  type Problem,
  type Project,
  replaceBy,
  show,
  soleArchIn,
  sourceText,
  subject,
  type Text,
  type Truth,
  unknown,
  unless,
} from '../../src/rule/index.ts';

export default defineRule({
  id: 'merge-platform-mislabelled',
  group: 'reference',
  severity: 'error',
  summary: 'A merge lists each image under the architecture that it is built for',
  why: `
\`docker manifest annotate --arch\`, \`buildah manifest add --arch\`, the \`platform\` of a spec file and the platforms of
manifest-tool say under which architecture the index lists an image; no tool compares that with the image itself. A line that was
copied and not changed sends the image of one architecture to machines of another: \`exec format error\`, there and only there.
  `,
  exceptions: `
Spellings of one architecture (\`x86_64\` and \`amd64\`) are equal; variants are left to \`variant-mismatch\`. What an image is built for
is told by its build, or else by the one architecture that the reference names. Nothing is said for certain where that rests on
a runner tag which is a variable.
  `,
  references: [
    'https://docs.docker.com/reference/cli/docker/manifest/annotate/',
    'https://github.com/estesp/manifest-tool#createpush',
  ],
  fixes: ['safe'],

  *check({ project }) {
    for (const merge of project.merges.items) {
      for (const entry of merge.entries.items) {
        const { declared, platform } = entry;
        if (declared === undefined || platform.is !== 'set') continue;
        const evidence = evidenceOf(project, entry);
        if (evidence === undefined || evidence.platform.architecture === platform.value.architecture) continue;
        const listed = { merge, entry, declared, platform: platform.value };
        yield* unless(isRight(evidence), () => problemOf(listed, evidence));
      }
    }
  },
});

/** What an image is built for: as the build says that pushes it, or else as its reference does. */
function evidenceOf(project: Project, entry: MergeEntry): PlatformEvidence | undefined {
  const builds = linksOfEntry(project, entry).flatMap(({ build, same }) => (same.is === 'yes' ? [build] : []));
  if (builds.some(isMultiPlatform)) return undefined;
  const [first, ...others] = builds.map((build) => builtPlatform(build, project.expectations));
  if (first?.is !== 'set') return first === undefined ? wordIn(entry) : undefined;
  const { architecture } = first.value.platform;
  const isAgreed = others.every((other) => other.is === 'set' && other.value.platform.architecture === architecture);
  return isAgreed ? first.value : undefined;
}

/** The one architecture that the tag names, or else the repository. */
function wordIn({ source, span }: MergeEntry): PlatformEvidence | undefined {
  const word = (source.tag.is === 'set' ? wordOf(source.tag.value) : undefined) ?? wordOf(source.name);
  return word === undefined ? undefined : { platform: word, shown: `the reference \`${show.image(source)}\``, span };
}

const wordOf = ({ parts }: Text): Platform | undefined =>
  soleArchIn(parts.map((part) => (typeof part === 'string' ? part : '\u0000')).join(''));

/** Wrong, unless what tells the architecture is itself in doubt. */
const isRight = ({ doubts = [] }: PlatformEvidence): Truth => (doubts.length === 0 ? known(false) : unknown(...doubts));

/** An entry, and what its author says of it. */
interface Listed {
  readonly merge: MergeStep;
  readonly entry: MergeEntry;
  readonly declared: DeclaredPlatform;
  readonly platform: Platform;
}

function problemOf({ merge, entry, declared, platform }: Listed, evidence: PlatformEvidence): Problem {
  const image = show.image(entry.source);
  const isNamedSo = wordIn(entry)?.platform.architecture === platform.architecture;
  const fix = isNamedSo ? undefined : fixOf(declared, evidence);
  return {
    at: declared.span,
    message: `\`${merge.job.name}\` lists \`${image}\` under ${show.platform(platform)}, and it is built for ${show.platform(evidence.platform)}, by ${evidence.shown}`,
    help: isNamedSo
      ? `build it for ${show.platform(platform)}, or name and list it after ${show.platform(evidence.platform)}`
      : `list it under ${show.platform(evidence.platform)}`,
    related: [
      ...(merge.template === undefined ? [{ at: entry.span, message: 'the image' }] : []),
      ...(evidence.span === entry.span
        ? []
        : [{ at: evidence.span, message: `${show.platform(evidence.platform)} is said here` }]),
    ],
    jobs: [merge.job],
    identity: `${image} ${show.platform(platform)}`,
    ...(fix && { fix }),
    about: [subject.place(evidence.span)],
    follows: [declared.span, ...(merge.template === undefined ? [] : [merge.template.span])].map(subject.place),
  };
}

/** Writes the right architecture in place of the wrong one, where that is a word of its own. */
function fixOf({ architecture, span }: DeclaredPlatform, { platform, doubts }: PlatformEvidence): Fix | undefined {
  if (doubts !== undefined || platform.variant !== '' || sourceText(span) !== architecture) return undefined;
  return {
    title: `Write \`${platform.architecture}\``,
    safety: 'safe',
    patches: [replaceBy(span, platform.architecture)],
  };
}

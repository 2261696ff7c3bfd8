import type { FileWrite } from '../../model/index.ts';
import type { Span } from '../../source/source-file.ts';
import { type Hole, joinTexts, knownString, sliceText, type Text } from '../../value/index.ts';
import { fromCheckout } from '../paths.ts';
import { writeFiles } from '../run/redirections.ts';
import { programName } from '../run/run-command.ts';
import { freshHole, type Shell } from '../state/shell.ts';

/**
 * The files in which a builder tells what it has pushed, with the digest of its image.
 *
 * Source: docs.docker.com/reference/cli/docker/buildx/build (`--metadata-file`), moby/buildkit docs/reference/buildctl.md,
 * kaniko README (`--digest-file`, `--image-name-tag-with-digest-file`).
 */
export function reportFiles(shell: Shell, words: readonly Text[], at: Span): readonly FileWrite[] {
  const digest = shell.input.digestAt?.([...shell.frame.via, at]);
  const flags = digest === undefined ? [] : reportFlags(words);
  return flags.flatMap(([flag, write]) => {
    const [path] = valuesOf(words, flag);
    if (path === undefined || digest === undefined) return [];
    const content = write({ shell, words, digest, at });
    return writeFiles(shell, [{ path: fromCheckout(shell.state.directory, path), appends: false }], content);
  });
}

interface Report {
  readonly shell: Shell;
  readonly words: readonly Text[];
  readonly digest: Hole;
  readonly at: Span;
}

type Writer = (report: Report) => Text;

function reportFlags(words: readonly Text[]): readonly (readonly [string, Writer])[] {
  const name = programName(words[0]);
  if (name === 'executor') return ofKaniko;
  const builds = words.slice(1, 4).some((word) => knownString(word) === 'build');
  return builds && (name === 'docker' || name === 'docker-buildx' || name === 'buildctl') ? ofBuildkit : [];
}

const ofKaniko: readonly (readonly [string, Writer])[] = [
  ['--digest-file', ({ digest, at }) => ({ parts: ['sha256:', digest], span: at })],
  ['--image-name-tag-with-digest-file', (report) => images(report)],
];

const ofBuildkit: readonly (readonly [string, Writer])[] = [['--metadata-file', (report) => metadata(report)]];

/** One line for each destination. */
function images({ words, digest, at }: Report): Text {
  const names = [...valuesOf(words, '--destination'), ...valuesOf(words, '-d')];
  return joinTexts(
    names.map((name) => ({ parts: [...name.parts, '@sha256:', digest, '\n'], span: at })),
    at,
  );
}

/** What else is in the metadata is a value of the run. */
function metadata({ shell, digest, at }: Report): Text {
  const because = 'the builder writes it at run time';
  const others = ['containerimage.config.digest', 'image.name', 'buildx.build.ref', 'buildx.build.provenance'];
  const own: readonly (string | Hole)[] = ['"sha256:', digest, '"'];
  const parts: readonly (string | Hole)[] = [
    ...['{"containerimage.digest":', ...own, ',"containerimage.descriptor":{"digest":', ...own, '}'],
    ...others.flatMap((key) => [`,"${key}":"`, ...freshHole(shell, `<${key}>`, because, at).parts, '"']),
    '}\n',
  ];
  return joinTexts([{ parts, span: at }], at);
}

/** The values of a flag, `--flag value` or `--flag=value`. */
function valuesOf(words: readonly Text[], flag: string): readonly Text[] {
  return words.flatMap((word, index) => {
    const [first] = word.parts;
    if (typeof first === 'string' && first.startsWith(`${flag}=`)) return [sliceText(word, flag.length + 1)];
    const before = words[index - 1];
    return before !== undefined && knownString(before) === flag ? [word] : [];
  });
}

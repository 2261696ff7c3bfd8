import type { Patch } from '../../rule/fix.ts';
import { replaceBy } from '../../rule/fix.ts';
import { type Span, sourceText } from '../../source/source-file.ts';
import type { Plant, Sample } from './operator.ts';

/** Files that say what a pipeline does. */
const pipelineFile = /\.ya?ml$|(?:^|\/)Makefile$|\.hcl$/;
const dockerfileName = /(?:Docker|Container)file/;

/** Where a pattern matches in the files of the pipeline; of one with a group, where that group does. It needs the flags `dg`. */
export const inPipeline = (sample: Sample, pattern: RegExp): readonly Span[] => inFiles(sample, pipelineFile, pattern);

/** Likewise in Dockerfiles. */
export const inDockerfiles = (sample: Sample, pattern: RegExp): readonly Span[] =>
  inFiles(sample, dockerfileName, pattern);

/** Likewise in the files whose path fits. */
export const inFiles = ({ files }: Sample, path: RegExp, pattern: RegExp): readonly Span[] =>
  files
    .filter((file) => path.test(file.path) && !file.path.startsWith('.multiarch-lint'))
    .flatMap((file) =>
      [...file.text.matchAll(pattern)].flatMap(({ indices }) => {
        const found = indices?.[1] ?? indices?.[0];
        return found === undefined ? [] : file.span(...found);
      }),
    );

/** One plant for each different place: a place that several jobs read is changed once. */
export const each = (places: readonly Span[], patch: (place: Span) => Patch): readonly Plant[] =>
  distinct(places).map((place) => [patch(place)]);

/** The places, each once. */
export const distinct = (places: readonly Span[]): readonly Span[] => [
  ...new Map(places.map((place) => [keyOf(place), place])).values(),
];

const keyOf = ({ file, start, end }: Span): string => `${file.path} ${start} ${end}`;

/** Takes a place away. */
export const without = (at: Span): Patch => replaceBy(at, '');

/** Takes a word of a command away with the blanks in front of it, or the line that it fills. */
export function withoutWord({ file, start, end }: Span): Patch {
  const head = /(?:\n)?[ \t]*$/.exec(file.text.slice(0, start))?.[0] ?? '';
  const tail = /^[ \t]*(?:\\[ \t]*)?(?=\n|$)/.exec(file.text.slice(end))?.[0];
  if (!head.startsWith('\n')) return without(file.span(start - head.length, end));
  if (tail !== undefined) return without(file.span(start - head.length, end + tail.length));
  return without(file.span(start, end + (/^[ \t]*/.exec(file.text.slice(end))?.[0].length ?? 0)));
}

/** Takes the line away in which a place is. */
export function withoutLine({ file, start, end }: Span): Patch {
  const [from, to] = [file.text.lastIndexOf('\n', start - 1) + 1, file.text.indexOf('\n', end)];
  return without(file.span(from, to === -1 ? file.text.length : to + 1));
}

/** Puts text in front of a place. */
export const insertAt = ({ file, start }: Span, text: string): Patch => replaceBy(file.span(start, start), text);

/** One plant for each different place that a rewriting of its text changes. */
export const rewriteEach = (places: readonly Span[], pattern: RegExp, by: string): readonly Plant[] =>
  distinct(places).flatMap((at) => {
    const [before, after] = [sourceText(at), sourceText(at).replace(pattern, by)];
    return before === after ? [] : [[replaceBy(at, after)]];
  });

/** What tells one architecture from another in a reference or a key, with what joins it to the rest. */
export const archPart =
  /[-_./]?(?:\$\{\{ ?matrix\.\w+ ?\}\}|\$\{?(?:\w*ARCH|CPU|SUFFIX|MACHINE)\}?|\b(?:amd64|arm64|riscv64|x86_64|aarch64)\b)/g;

import { isScalar, LineCounter, parseAllDocuments, type Scalar, visit } from 'yaml';
import type { Random } from '../random.ts';
import { isDockerfile, isYaml, type Mutation } from './mutation.ts';

/** Changes of the spelling that keep each other part of the text as it is, and mean nothing. */
export const sameTextMutations: readonly Mutation[] = [
  { name: 'carriage returns', fits: (path) => isYaml(path) || isToml(path) || isHcl(path), change: withReturns },
  { name: 'a byte order mark', fits: isYaml, change: (text) => (text.startsWith('\uFEFF') ? text : `\uFEFF${text}`) },
  {
    name: 'a comment above a key',
    fits: isYaml,
    change: (text, random) => aboveKey(text, random, '# what this is for'),
  },
  { name: 'an empty line above a key', fits: isYaml, change: (text, random) => aboveKey(text, random, '') },
  { name: 'a comment behind a value', fits: isYaml, change: behindValue },
  { name: 'quotes around a value', fits: isYaml, change: quoted },
  { name: 'a comment between instructions', fits: isDockerfile, change: betweenInstructions },
  { name: 'a comment at the end', fits: (path) => isToml(path) || isHcl(path) || isDockerfile(path), change: atEnd },
];

const isToml = (path: string): boolean => path.endsWith('.toml');
const isHcl = (path: string): boolean => path.endsWith('.hcl');

/** A heredoc or a text of several lines would hold the returns. */
function withReturns(text: string): string {
  return /<<|"""|'''|\r/.test(text) ? text : text.replaceAll('\n', '\r\n');
}

function atEnd(text: string): string {
  return /<<|\\\s*$/.test(text) ? text : `${text.trimEnd()}\n# the end\n`;
}

/** A comment that is not the first: above it directives would be none any more. */
function betweenInstructions(text: string, random: Random): string {
  const lines = text.split('\n');
  if (text.includes('<<') || /^#\s*escape/im.test(text)) return text;
  const starts = lines.flatMap((line, at) => {
    const before = lines[at - 1] ?? '';
    return at > 0 && /^[A-Z]+ /.test(line) && /^[A-Z]+ .*[^\\\s]$/.test(before) ? [at] : [];
  });
  const at = random.pick(starts);
  return at === undefined ? text : lines.toSpliced(at, 0, '# what follows is for the release').join('\n');
}

function aboveKey(text: string, random: Random, line: string): string {
  const starts = scalarsOf(text).flatMap(({ isKey, start }) => {
    const lineStart = text.lastIndexOf('\n', start - 1) + 1;
    const indent = text.slice(lineStart, start);
    return isKey && /^ *$/.test(indent) && !/^[ \t]*#.*\r?\n$/.test(lineBefore(text, lineStart))
      ? [{ lineStart, indent }]
      : [];
  });
  const place = random.pick(starts);
  if (place === undefined) return text;
  const { lineStart, indent } = place;
  return `${text.slice(0, lineStart)}${line === '' ? '' : indent}${line}\n${text.slice(lineStart)}`;
}

const lineBefore = (text: string, lineStart: number): string =>
  text.slice(text.lastIndexOf('\n', lineStart - 2) + 1, lineStart);

function behindValue(text: string, random: Random): string {
  const ends = scalarsOf(text).flatMap(({ isKey, isBlock, end }) => {
    const rest = /^[ ]*(?=\r?\n)/.exec(text.slice(end, end + 200))?.[0];
    return isKey || isBlock || rest === undefined ? [] : [end];
  });
  const at = random.pick(ends);
  return at === undefined ? text : `${text.slice(0, at)} # see the manual${text.slice(at)}`;
}

/** Plain values that are strings in every version of YAML, between quotes of either kind. */
function quoted(text: string, random: Random): string {
  const places = scalarsOf(text).filter(({ plain }) => plain !== undefined && certainlyText(plain));
  const chosen = new Set(places.filter(() => random.chance(0.3)).slice(0, 20));
  let written = text;
  for (const { start, end, plain = '' } of [...chosen].reverse()) {
    const put = random.chance(0.5) ? `'${plain.replaceAll("'", "''")}'` : JSON.stringify(plain);
    written = written.slice(0, start) + put + written.slice(end);
  }
  return written;
}

/** Neither a number nor a date nor a word that YAML 1.1 takes for a boolean or for nothing, nor a merge key. */
export const certainlyText = (value: string): boolean =>
  /^[A-Za-z$/][ -~]*$/.test(value) && !/^(?:y|n|yes|no|on|off|true|false|null)$/i.test(value);

interface ScalarPlace {
  readonly start: number;
  readonly end: number;
  readonly isKey: boolean;
  readonly isBlock: boolean;
  /** The value of a plain scalar of one line. */
  readonly plain: string | undefined;
}

/** The scalars of a text that the library reads without fault, in the order of the text. */
function scalarsOf(text: string): readonly ScalarPlace[] {
  const documents = parseAllDocuments(text, { uniqueKeys: false, lineCounter: new LineCounter(), logLevel: 'silent' });
  const places: ScalarPlace[] = [];
  for (const document of documents) {
    if (document.errors.length > 0) return [];
    visit(document, {
      Scalar(key, node) {
        const place = placeOf(node, text);
        if (place !== undefined) places.push({ ...place, isKey: key === 'key' });
      },
    });
  }
  return places.sort((left, right) => left.start - right.start);
}

function placeOf(node: Scalar, text: string): Omit<ScalarPlace, 'isKey'> | undefined {
  if (node.range === undefined || node.range === null || !isScalar(node)) return undefined;
  const [start, end] = node.range;
  const written = text.slice(start, end);
  const isPlain = node.type === 'PLAIN' && node.tag === undefined && typeof node.value === 'string';
  return {
    start,
    end,
    isBlock: node.type === 'BLOCK_LITERAL' || node.type === 'BLOCK_FOLDED',
    plain: isPlain && written === node.value ? written : undefined,
  };
}

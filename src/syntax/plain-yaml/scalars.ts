import type { WrittenScalar } from '../yaml-written.ts';
import { type Cursor, skip, take } from './cursor.ts';

// A plain text on one line goes on behind a colon that no blank follows, and behind `#` without a blank in front.
const plainLine = /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^ \n]))[^\n:#]*(?:(?::(?=[^ \n])|(?<! )#)[^\n:#]*)*/y;
const furtherLine = /[^\n:#]*(?:(?::(?=[^ \n])|(?<! )#)[^\n:#]*)*/y;
const plainInFlow =
  /(?:[^\s\-?:,[\]{}#&*!|>'"%@`]|-(?=[^ \n,[\]{}]))[^\n:#,[\]{}]*(?:(?::(?=[^ \n,[\]{}])|(?<! )#)[^\n:#,[\]{}]*)*/y;
const gap = / *\n[ \n]*/y;
const colon = /:(?=[ \n]|$)/y;
const single = /'(?:[^'\n]|'')*'/y;
const double = /"(?:[^"\\\n]|\\[0abefnrtvN_LP "/\\])*"/y;

/** Longer keys need a question mark. */
const longestKey = 1000;

/** The key of a mapping, the cursor behind its colon; `undefined`, with the cursor where it was, if there is none. */
export function readKey(cursor: Cursor): WrittenScalar | undefined {
  const start = cursor.at;
  const key = readQuoted(cursor) ?? readPlain(cursor, plainLine);
  if (key !== undefined && key.end - start <= longestKey && skip(cursor, colon)) return key;
  cursor.at = start;
  return undefined;
}

/** A scalar within a flow collection, on one line. */
export const readInFlow = (cursor: Cursor): WrittenScalar | undefined =>
  readQuoted(cursor) ?? readPlain(cursor, plainInFlow);

/** A scalar in a block; further lines that are indented by `indent` at least belong to a plain one. */
export function readInBlock(cursor: Cursor, indent: number): WrittenScalar | undefined {
  const quoted = readQuoted(cursor);
  if (quoted !== undefined) return quoted;
  const first = readPlain(cursor, plainLine);
  if (first === undefined) return undefined;
  let { source } = first;
  for (let breaks = breaksBefore(cursor, indent); breaks > 0; breaks = breaksBefore(cursor, indent)) {
    source += (breaks === 1 ? ' ' : '\n'.repeat(breaks - 1)) + takeText(cursor, furtherLine);
  }
  return cursor.at === first.end ? first : { ...first, source, end: cursor.at };
}

/** Goes to the next line of a plain scalar over so many line breaks; 0, with the cursor where it was, if it has none. */
function breaksBefore(cursor: Cursor, indent: number): number {
  const from = cursor.at;
  const between = take(cursor, gap);
  const { at, text } = cursor;
  const isMore = at < text.length && text[at] !== '#' && at - text.lastIndexOf('\n', at - 1) > indent;
  if (between !== undefined && isMore) return between.split('\n').length - 1;
  cursor.at = from;
  return 0;
}

function readPlain(cursor: Cursor, pattern: RegExp): WrittenScalar | undefined {
  const start = cursor.at;
  const source = takeText(cursor, pattern);
  return source === '' ? undefined : scalar(source, 'plain', start, cursor.at);
}

/** A text without the blanks at its end; empty if there is none. */
function takeText(cursor: Cursor, pattern: RegExp): string {
  const start = cursor.at;
  if (!skip(cursor, pattern)) return '';
  while (cursor.at > start && cursor.text[cursor.at - 1] === ' ') cursor.at -= 1;
  return cursor.text.slice(start, cursor.at);
}

function readQuoted(cursor: Cursor): WrittenScalar | undefined {
  const start = cursor.at;
  const quote = cursor.text[start];
  if (quote !== '"' && quote !== "'") return undefined;
  const written = take(cursor, quote === '"' ? double : single)?.slice(1, -1);
  if (written === undefined) return undefined;
  if (quote === "'") return scalar(written.replaceAll("''", "'"), 'single', start, cursor.at);
  const source = written.includes('\\')
    ? written.replace(/\\(.)/g, (_, code: string) => escapes[code] ?? code)
    : written;
  return scalar(source, 'double', start, cursor.at);
}

/** What is behind a backslash and does not stand for itself. Source: yaml.org/spec/1.2.2, 5.7. */
const escapes: Readonly<Record<string, string>> = {
  '0': '\0',
  a: '\x07',
  b: '\b',
  e: '\x1b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
  N: '\u0085',
  _: '\u00a0',
  L: '\u2028',
  P: '\u2029',
};

/** A scalar without anchor and tag. */
export const scalar = (source: string, style: WrittenScalar['style'], start: number, end: number): WrittenScalar => ({
  kind: 'scalar',
  source,
  style,
  start,
  end,
  anchor: undefined,
  tag: undefined,
});

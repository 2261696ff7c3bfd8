import type { Span } from '../../source/source-file.ts';
import { type Cursor, complain, isNext, since, skipBlanks, takeMatch, within } from './cursor.ts';
import type { HclExpression, HclTemplate, HclTemplatePart } from './tree.ts';

/** Reads one expression; templates hold expressions, and expressions hold templates. */
export type ReadExpression = (cursor: Cursor) => HclExpression;

/** Reads a string behind its opening quote, up to and over the closing one. A string ends with its line at the latest. */
export function readQuoted(cursor: Cursor, readExpression: ReadExpression): HclTemplate {
  const start = cursor.at;
  const parts: HclTemplatePart[] = [];
  while (cursor.at < cursor.text.length && !isNext(cursor, '"') && !isNext(cursor, '\n')) {
    parts.push(nextPart(cursor, readExpression) ?? { kind: 'text', value: escaped(cursor) });
  }
  const span = since(cursor, start);
  if (isNext(cursor, '"')) cursor.at += 1;
  else complain(cursor, 'the string is not closed', start);
  return { kind: 'template', parts: joined(parts), span };
}

/** Reads a heredoc behind its `<<`. Backslashes are literal in it; `<<-` takes off the common indentation. */
export function readHeredoc(cursor: Cursor, readExpression: ReadExpression): HclTemplate {
  const isIndented = takeMatch(cursor, /-/y) !== undefined;
  const marker = takeMatch(cursor, /[\p{L}_][\p{L}\p{N}_-]*/uy);
  const isOpened = takeMatch(cursor, /[ \t\r]*\n/y) !== undefined;
  const start = cursor.at;
  if (marker === undefined || !isOpened) complain(cursor, 'the heredoc does not begin with a marker and a line break');
  const end = marker === undefined ? start : endOfHeredoc(cursor, marker);
  const parts: HclTemplatePart[] = [];
  while (cursor.at < end) {
    parts.push(
      nextPart(cursor, readExpression) ?? { kind: 'text', value: takeMatch(cursor, /\$\$\{|%%\{|[^]/y) ?? '' },
    );
  }
  const span: Span = cursor.file.span(start, end);
  if (marker !== undefined && end < cursor.text.length) takeMatch(cursor, /[ \t]*[\p{L}_][\p{L}\p{N}_-]*/uy);
  const texts = joined(parts.map(unescapedMark));
  return { kind: 'template', parts: isIndented ? outdented(texts) : texts, span };
}

const unescapedMark = (part: HclTemplatePart): HclTemplatePart =>
  part.kind === 'text' && /^(?:\$\$|%%)\{$/.test(part.value) ? { kind: 'text', value: part.value.slice(1) } : part;

/** Offset of the line that holds nothing but the marker; the end of the text if there is none. */
function endOfHeredoc(cursor: Cursor, marker: string): number {
  const line = new RegExp(`^[ \\t]*${marker}[ \\t\\r]*$`, 'gmu');
  line.lastIndex = cursor.at;
  const end = line.exec(cursor.text);
  if (end === null) complain(cursor, `the heredoc is not closed by \`${marker}\``);
  return end?.index ?? cursor.text.length;
}

/** `${…}` or `%{…}`, if one is next. */
function nextPart(cursor: Cursor, readExpression: ReadExpression): HclTemplatePart | undefined {
  if (isNext(cursor, '${')) return interpolation(cursor, readExpression);
  return isNext(cursor, '%{') ? directive(cursor, readExpression) : undefined;
}

function interpolation(cursor: Cursor, readExpression: ReadExpression): HclTemplatePart {
  const start = cursor.at;
  cursor.at += isNext(cursor, '${~') ? 3 : 2;
  const value = within(cursor, true, () => readExpression(cursor));
  closeMark(cursor, start);
  return { kind: 'interpolation', value };
}

/** `%{ if … }`, `%{ for … }`, `%{ endif }`: their words are read over, not understood. */
function directive(cursor: Cursor, readExpression: ReadExpression): HclTemplatePart {
  const start = cursor.at;
  cursor.at += isNext(cursor, '%{~') ? 3 : 2;
  within(cursor, true, () => {
    skipBlanks(cursor);
    const word = takeMatch(cursor, /if|for|else|endif|endfor/y);
    if (word === 'for') takeMatch(cursor, /[^}]*?\bin\b/y);
    if (word === 'if' || word === 'for') readExpression(cursor);
  });
  closeMark(cursor, start);
  return { kind: 'directive', span: since(cursor, start) };
}

function closeMark(cursor: Cursor, start: number): void {
  within(cursor, true, () => {
    skipBlanks(cursor);
  });
  if (takeMatch(cursor, /~?\}/y) === undefined) complain(cursor, 'the template mark is not closed', start);
}

/** One character of a string, or an escape undone. Source: hclsyntax/spec.md, "Quoted templates"; JSON adds `\/ \b \f`. */
function escaped(cursor: Cursor): string {
  const run = takeMatch(cursor, /[^"\\\n$%]+/y);
  if (run !== undefined) return run;
  const mark = takeMatch(cursor, /\$\$\{|%%\{/y);
  if (mark !== undefined) return mark.slice(1);
  const unicode = takeMatch(cursor, /\\u[\da-fA-F]{4}|\\U[\da-fA-F]{8}/y);
  if (unicode !== undefined) return characterOf(Number.parseInt(unicode.slice(2), 16));
  const escape = takeMatch(cursor, /\\[^\n]/y);
  if (escape === undefined) return takeMatch(cursor, /[^]/y) ?? '';
  const character = escapes.get(escape);
  if (character === undefined) complain(cursor, `\`${escape}\` is no escape`, cursor.at - escape.length);
  return character ?? escape.slice(1);
}

const escapes: ReadonlyMap<string, string> = new Map([
  ['\\n', '\n'],
  ['\\r', '\r'],
  ['\\t', '\t'],
  ['\\"', '"'],
  ['\\\\', '\\'],
  ['\\/', '/'],
  ['\\b', '\b'],
  ['\\f', '\f'],
]);

const characterOf = (code: number): string => (code <= 0x10ffff ? String.fromCodePoint(code) : '\uFFFD');

/** The parts with neighbouring texts as one. */
function joined(parts: readonly HclTemplatePart[]): readonly HclTemplatePart[] {
  const found: HclTemplatePart[] = [];
  let run: string[] = [];
  const flush = (): void => {
    if (run.length > 0) found.push({ kind: 'text', value: run.join('') });
    run = [];
  };
  for (const part of parts) {
    if (part.kind === 'text') {
      run.push(part.value);
      continue;
    }
    flush();
    found.push(part);
  }
  flush();
  return found;
}

/** The parts without the blanks that all their lines begin with. */
function outdented(parts: readonly HclTemplatePart[]): readonly HclTemplatePart[] {
  const lines = parts.flatMap((part, index) =>
    part.kind === 'text' ? part.value.split('\n').filter((_, line) => line > 0 || index === 0) : [],
  );
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  const common = indents.reduce((least, indent) => Math.min(least, indent), Number.MAX_SAFE_INTEGER);
  if (common === 0 || indents.length === 0) return parts;
  const margin = new RegExp(`(^|\\n)[ \\t]{1,${String(Math.min(common, 1000))}}`, 'g');
  return parts.map((part, index) => {
    if (part.kind !== 'text') return part;
    const value = index === 0 ? part.value.replace(margin, '$1') : part.value.replace(margin, keepHead);
    return { kind: 'text', value };
  });
}

/** Behind an interpolation, blanks at the beginning are no margin. */
const keepHead = (match: string, head: string): string => (head === '\n' ? '\n' : match);

import type { SwallowedWords } from '../model/index.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import { type ShellMark, shellMarks } from '../syntax/shell-marks.ts';
import { known, onceFor, type Truth, unknown } from '../value/index.ts';
import { codeOf } from './code.ts';

/**
 * The words in an item of a script that stand with a command, on a later line of the file, and that the shell does not
 * read as a part of it. Jobs that share an item share the answer.
 */
export const swallowedWordsIn: (item: EmbeddedText) => readonly SwallowedWords[] = onceFor((item) => {
  if (!/[#\\]/.test(item.text)) return [];
  const { text } = codeOf(item);
  const marks = shellMarks(text.text).slice(0, mostMarks);
  return marks.flatMap((mark, index): readonly SwallowedWords[] => {
    const before = marks[index - 1];
    if (mark.kind === 'comment') return foldedComment(item, mark) ?? commentLine(item, mark, before) ?? [];
    return mark.kind === 'escaped-blank' ? (blankBehindBackslash(item, mark) ?? foldedBackslash(item, mark) ?? []) : [];
  });
});

/** More than any script has that is not made to be hard to read. */
const mostMarks = 5_000;
/** So much of a comment is looked at. */
const longestComment = 20_000;

type Found = readonly SwallowedWords[] | undefined;

/** A comment that YAML has joined with the lines behind it. Lines that are all comments themselves are not missed. */
function foldedComment(item: EmbeddedText, { start, end }: ShellMark): Found {
  const lines = sourceLines(item, start, Math.min(end, start + longestComment));
  const [first, ...others] = lines;
  const later = others.filter(({ text }) => !text.startsWith('#'));
  const [lost] = later;
  const last = lines.at(-1);
  if (first === undefined || lost === undefined || last === undefined) return undefined;
  const isMeant = later.some(({ text }) => looksLikeShell(text));
  return [
    {
      by: 'folded-comment',
      at: item.spanOf(first.start, first.end),
      lost: item.spanOf(lost.start, last.end),
      item: item.span,
      isMeant: isMeant ? known(true) : maybeProse(item, lost),
    },
  ];
}

const maybeProse = (item: EmbeddedText, { start, end }: Line): Truth =>
  unknown({
    kind: 'syntax',
    because: 'the line may be the rest of the comment',
    at: item.spanOf(start, end),
  });

/** Options, expansions, quotes, references and operators, which sentences hardly hold. */
const looksLikeShell = (line: string): boolean =>
  /(?:^|\s)(?:--?\w|["'$&|;<>\\{}])|(?:^|\s)\.{0,2}\/\w|\w=\S|\w:[^\s/]|[;|&]$/.test(line);

interface Line {
  readonly text: string;
  /** Half-open offsets in the decoded text, without the blanks around it. */
  readonly start: number;
  readonly end: number;
}

/** The part `[start, end)` of a decoded line, cut where a new line begins in the file; empty lines left out. */
function sourceLines(item: EmbeddedText, start: number, end: number): readonly Line[] {
  const lines: Line[] = [];
  let from = start;
  for (let at = start + 1; at <= end; at += 1) {
    const isBlank = at < end && /\s/.test(item.text.charAt(at - 1));
    if (at < end && !(isBlank && lineAt(item, at) > lineAt(item, at - 1))) continue;
    const text = item.text.slice(from, at).trim();
    const begin = item.text.indexOf(text, from);
    if (text !== '') lines.push({ text, start: begin, end: begin + text.length });
    from = at;
  }
  return lines;
}

function lineAt(item: EmbeddedText, offset: number): number {
  const { file, start } = item.spanOf(offset, offset + 1);
  return file.positionAt(start).line;
}

/** A comment line behind a continued one, in front of a line that can only be meant to go on with the command. */
function commentLine(item: EmbeddedText, { start, end }: ShellMark, before: ShellMark | undefined): Found {
  const { text } = item;
  const isBehind = before?.kind === 'escaped-break' && text.slice(before.end, start).trim() === '';
  const next = isBehind ? nextLine(text, end) : undefined;
  if (before === undefined || next === undefined) return undefined;
  const own = { indent: start - before.end, goesOn: text.slice(start, end).trimEnd().endsWith('\\') };
  if (!goesOn(next, own)) return undefined;
  return [
    {
      by: 'comment-line',
      at: item.spanOf(start, end),
      lost: item.spanOf(next.start, next.end),
      item: item.span,
      isMeant: known(true),
    },
  ];
}

interface Comment {
  readonly indent: number;
  /** Whether it ends with a backslash itself, as a line that was commented out. */
  readonly goesOn: boolean;
}

/** An option begins no command; another word may, unless it is indented like what was to be continued. */
function goesOn({ text, indent }: Line & { readonly indent: number }, comment: Comment): boolean {
  if (/^--?\w/.test(text)) return true;
  const isInside = indent > 0 && indent >= comment.indent;
  return isInside && (comment.goesOn || /^["'$&|]/.test(text));
}

/** The next line that is neither empty nor a comment. */
function nextLine(text: string, from: number): (Line & { readonly indent: number }) | undefined {
  const found = /\n([ \t]*)([^\s#][^\n]*)/g;
  found.lastIndex = from;
  const match = found.exec(text);
  if (match === null) return undefined;
  const [, blanks = '', line = ''] = match;
  const start = match.index + 1 + blanks.length;
  const trimmed = line.trimEnd();
  return { text: trimmed, start, end: start + trimmed.length, indent: blanks.length };
}

/** A backslash of its own, with nothing but blanks between it and the end of its line. */
function blankBehindBackslash(item: EmbeddedText, { start }: ShellMark): Found {
  const rest = /^\\[ \t]+\r?\n[ \t]*(\S[^\n]*)/.exec(item.text.slice(start, start + longestLine));
  const line = rest?.[1]?.trimEnd();
  if (rest === null || line === undefined || !isOwnWord(item, start)) return undefined;
  const begin = start + rest[0].length - (rest[1] ?? '').length;
  return [backslash(item, start, { by: 'blank-behind-backslash', begin, end: begin + line.length })];
}

/** So much is looked at behind a backslash. */
const longestLine = 1000;

/** A backslash of its own at the end of a line that YAML joins with the next one. */
function foldedBackslash(item: EmbeddedText, { start, end }: ShellMark): Found {
  const word = /^[ \t]*(\S+)/.exec(item.text.slice(end, end + longestLine))?.[1];
  if (word === undefined || !isOwnWord(item, start) || isCode(word)) return undefined;
  const begin = item.text.indexOf(word, end);
  if (lineAt(item, begin) <= lineAt(item, start)) return undefined;
  return [backslash(item, start, { by: 'folded-backslash', begin, end: begin + word.length })];
}

/** Whether a word is the first of several in quotes: code for `sh -c` or `ssh`, which may begin with a blank. */
const isCode = (word: string): boolean => /^(?:"[^"]*|'[^']*)$/.test(word);

const isOwnWord = ({ text }: EmbeddedText, start: number): boolean => start === 0 || /\s/.test(text.charAt(start - 1));

interface BackslashLoss {
  readonly by: SwallowedWords['by'];
  readonly begin: number;
  readonly end: number;
}

const backslash = (item: EmbeddedText, start: number, { by, begin, end }: BackslashLoss): SwallowedWords => ({
  by,
  at: item.spanOf(start, start + 1),
  lost: item.spanOf(begin, end),
  item: item.span,
  isMeant: known(true),
});

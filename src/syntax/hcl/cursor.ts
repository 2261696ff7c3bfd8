import type { SourceFile, Span } from '../../source/source-file.ts';
import type { HclProblem } from './tree.ts';

/** A place in a text that is being read, with what went wrong so far. Its one owner moves it. */
export interface Cursor {
  readonly file: SourceFile;
  readonly text: string;
  /** UTF-16 offset of the next character. */
  at: number;
  /** Whether a line break is white space here, as it is between brackets. */
  acrossLines: boolean;
  /** How deep expressions are nested. */
  depth: number;
  readonly problems: HclProblem[];
}

/** Deeper nesting than this is refused. */
export const maxDepth = 200;
const maxProblems = 100;

/** A cursor at the beginning of a file, behind a byte order mark. */
export const cursorAt = (file: SourceFile): Cursor => ({
  file,
  text: file.text,
  at: file.text.startsWith('\uFEFF') ? 1 : 0,
  acrossLines: false,
  depth: 0,
  problems: [],
});

/** The place from an offset to where the cursor is. */
export const since = ({ file, at }: Cursor, start: number): Span => file.span(start, at);

/** Records a problem at the next character; a broken text soon has one everywhere, so they are limited. */
export function complain(cursor: Cursor, message: string, start = cursor.at): void {
  if (cursor.problems.length >= maxProblems) return;
  cursor.problems.push({ message, at: cursor.file.span(start, Math.max(cursor.at, start + 1)) });
}

/** Moves over blanks and comments, and over line breaks where they are white space. */
export function skipBlanks(cursor: Cursor): void {
  blanks.lastIndex = cursor.at;
  blanksAndLines.lastIndex = cursor.at;
  const pattern = cursor.acrossLines ? blanksAndLines : blanks;
  if (pattern.test(cursor.text)) cursor.at = pattern.lastIndex;
}

/** Moves over blanks, comments and line breaks. */
export function skipLines(cursor: Cursor): void {
  blanksAndLines.lastIndex = cursor.at;
  if (blanksAndLines.test(cursor.text)) cursor.at = blanksAndLines.lastIndex;
}

const blanks = /(?:[ \t]|\r(?!\n)|(?:#|\/\/)[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)+/y;
const blanksAndLines = /(?:\s|(?:#|\/\/)[^\n]*|\/\*(?:[^*]|\*(?!\/))*\*\/)+/y;

/** Whether the text goes on with this, which is not moved over. */
export const isNext = ({ text, at }: Cursor, expected: string): boolean => text.startsWith(expected, at);

/** Moves over `expected` if it is next, blanks before it included. */
export function take(cursor: Cursor, expected: string): boolean {
  skipBlanks(cursor);
  if (!isNext(cursor, expected)) return false;
  cursor.at += expected.length;
  return true;
}

/** What a sticky pattern matches here, moved over; `undefined` if it does not. */
export function takeMatch(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  const [match] = pattern.exec(cursor.text) ?? [];
  if (match === undefined) return undefined;
  cursor.at += match.length;
  return match;
}

/** An identifier; HCL's may hold dashes. */
export const takeName = (cursor: Cursor): string | undefined => takeMatch(cursor, name);

const name = /[\p{L}_][\p{L}\p{N}_-]*/uy;

/** Reads something between brackets, where line breaks are white space or are not. */
export function within<T>(cursor: Cursor, acrossLines: boolean, read: () => T): T {
  const outside = cursor.acrossLines;
  cursor.acrossLines = acrossLines;
  const found = read();
  cursor.acrossLines = outside;
  return found;
}

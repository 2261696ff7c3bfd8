import { type Cursor, skip } from './cursor.ts';

const restOfLine = / *(?:(?<= )#[^\n]*)?(?:\n|$)/y;
const blanks = / *(?:\n *)*/y;
const comment = /#[^\n]*\n?/y;

/** Goes behind a line that has nothing but a comment left; `false` if there is more on it. */
export function endLine(cursor: Cursor): boolean {
  const isEnded = skip(cursor, restOfLine);
  cursor.full = cursor.at;
  return isEnded;
}

/**
 * Goes to the next content. Comments deeper than the collection at `indent` belong to the value before them if nothing but blank
 * lines and such comments stands between; those behind a block scalar (`mayTake` is false) do not.
 */
export function toNextContent(cursor: Cursor, indent: number, mayTake: boolean): void {
  const { text } = cursor;
  cursor.comment = -1;
  for (;;) {
    skip(cursor, blanks);
    cursor.column = cursor.at === text.length ? -1 : cursor.at - text.lastIndexOf('\n', cursor.at - 1) - 1;
    const { column } = cursor;
    if (!skip(cursor, comment)) return;
    if (mayTake && cursor.comment === -1 && column > indent) cursor.full = cursor.at;
    else cursor.comment = Math.max(cursor.comment, column);
  }
}

/** The end of a collection of which the last value has been read: comments at its own indentation belong to it. */
export function closeCollection(cursor: Cursor, indent: number): void {
  if (indent === 0 || cursor.comment < indent) return;
  cursor.full = cursor.at;
  cursor.comment = -1;
}

/**
 * Goes over blanks, line breaks and comments in a flow collection; `false` if what follows is not indented as it must be. The
 * outermost closing bracket may stand one column further left than `indent`.
 */
export function toNextInFlow(cursor: Cursor, indent: number, isOutermost: boolean): boolean {
  const { text } = cursor;
  const from = cursor.at;
  skip(cursor, blanks);
  while (text[cursor.at] === '#') {
    if (!/[ \n]/.test(text[cursor.at - 1] ?? '')) return false;
    skip(cursor, comment);
    skip(cursor, blanks);
  }
  // Only what was gone over is searched: a line may hold any number of entries.
  const passed = text.slice(from, cursor.at);
  const line = passed.lastIndexOf('\n');
  if (line === -1) return true;
  const column = passed.length - line - 1;
  return column >= indent || (isOutermost && column === indent - 1 && /[\]}]/.test(text[cursor.at] ?? ''));
}

import type { EscapeCharacter } from './dockerfile-directives.ts';

/** The physical lines of a file that are one line to the builder. */
export interface LogicalLine {
  /** Half-open offsets of its parts, in pairs: without continuation marks, comment lines and blank lines. */
  readonly parts: readonly number[];
  /** Where its last physical line ends: the offset of the line break, or the end of the text. */
  readonly end: number;
}

/**
 * Joins the physical lines that continuation marks connect to the one that begins at `start`.
 *
 * Source: buildkit frontend/dockerfile/parser/parser.go trimContinuationCharacter, isEmptyContinuationLine.
 */
export function logicalLine(text: string, start: number, escape: EscapeCharacter): LogicalLine {
  const firstEnd = endOfLine(text, start);
  // Most lines are not continued, and very many of them are kept.
  if (continuationMark(text, start, firstEnd, escape) === -1)
    return { parts: [start, withoutReturn(text, start, firstEnd)], end: firstEnd };
  const parts: number[] = [];
  for (let from = start; from < text.length; ) {
    const end = endOfLine(text, from);
    const isSkipped = from > start && isSkippable(text, from, end);
    const mark = isSkipped ? -1 : continuationMark(text, from, end, escape);
    if (!isSkipped) parts.push(from, mark === -1 ? withoutReturn(text, from, end) : mark);
    if (!isSkipped && mark === -1) return { parts, end };
    from = end + 1;
  }
  return { parts, end: text.length };
}

/** The offset of the line break behind `from`, or the end of the text. */
export function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? text.length : end;
}

/** The first offset of `[from, end)` that holds no blank; `end` if all do. */
export function behindBlanks(text: string, from: number, end: number): number {
  let at = from;
  while (at < end && isSpace(text.charCodeAt(at))) at++;
  return at;
}

/** Whether a line is empty or a comment, which says nothing wherever it stands. */
export function isSkippable(text: string, from: number, end: number): boolean {
  const at = behindBlanks(text, from, end);
  return at === end || text.charAt(at) === '#';
}

/** Blanks as Go and `String.trim` see them, and the byte order mark. */
const isSpace = (code: number): boolean =>
  code === 0x20 || (code >= 0x09 && code <= 0x0d) || (code > 0x7f && String.fromCharCode(code).trim() === '');

const withoutReturn = (text: string, from: number, end: number): number =>
  end > from && text.charAt(end - 1) === '\r' ? end - 1 : end;

/** Where a line's continuation mark stands; -1 if the line ends the instruction. */
function continuationMark(text: string, from: number, end: number, escape: EscapeCharacter): number {
  let last = end - 1;
  while (last >= from && isSpace(text.charCodeAt(last))) last--;
  const isMark = last >= from && text.charAt(last) === escape && (last === from || text.charAt(last - 1) !== escape);
  return isMark ? last : -1;
}

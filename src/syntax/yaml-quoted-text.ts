import type { Segment } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import { appendSegment } from './segments.ts';

/** Segments of a single-quoted scalar; `undefined` if `value` is not what it says. */
export function segmentsOfSingleQuoted(value: string, span: Span): readonly Segment[] | undefined {
  return segmentsOfQuoted(value, span, /''/y);
}

/** Segments of a double-quoted scalar; `undefined` if `value` is not what it says. */
export function segmentsOfDoubleQuoted(value: string, span: Span): readonly Segment[] | undefined {
  return segmentsOfQuoted(value, span, /\\(?:\r?\n[ \t]*|x[\da-fA-F]{2}|u[\da-fA-F]{4}|U[\da-fA-F]{8}|[^])/y);
}

/** A run of the source without escape or break; kept short, so that a pattern never has to go back far. */
const plainRun = /[^'\\\r\n \t"]+|["']|[ \t]+(?![ \t\r\n])|\\/y;
/** Blanks, a line break, further breaks and the indentation behind them. */
const lineBreak = /[ \t]*(?:\r?\n[ \t]*)+/y;

function segmentsOfQuoted(value: string, span: Span, escape: RegExp): readonly Segment[] | undefined {
  const { file, end } = span;
  const segments: Segment[] = [];
  const last = end - 1;
  let decoded = 0;
  for (let at = span.start + 1; at < last; ) {
    const stop = Math.min(nextStop(file.text, at, escape), last);
    const piece = file.text.slice(at, stop);
    const length = decodedLength(piece, value, decoded);
    if (length === undefined) return undefined;
    appendSegment(segments, file, { length, start: at, end: stop });
    decoded += length;
    at = stop;
  }
  return decoded === value.length ? segments : undefined;
}

function nextStop(text: string, at: number, escape: RegExp): number {
  for (const pattern of [escape, lineBreak, plainRun]) {
    pattern.lastIndex = at;
    if (pattern.test(text)) return pattern.lastIndex;
  }
  return at + 1;
}

/** How many characters of `value` a piece of the source stands for; `undefined` if it does not fit. */
function decodedLength(piece: string, value: string, decoded: number): number | undefined {
  if (/^\\\r?\n/.test(piece)) return 0;
  if (/^[ \t]*\r?\n/.test(piece)) return lengthOfBreak(piece);
  const isEscape = piece === "''" || (piece.startsWith('\\') && piece.length > 1);
  if (isEscape) return (value.codePointAt(decoded) ?? 0) > 0xffff ? 2 : 1;
  return value.startsWith(piece, decoded) ? piece.length : undefined;
}

/** One line break is folded to a blank; of several, one less than there are remains. */
const lengthOfBreak = (piece: string): number => Math.max(1, piece.split('\n').length - 2);

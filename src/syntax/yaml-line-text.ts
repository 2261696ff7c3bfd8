import type { Segment } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import { appendSegment, coveredLength } from './segments.ts';

/**
 * Segments of a scalar whose lines stand in the file as they are: block scalars and plain ones. What decoding put
 * between two lines (line breaks, the blank of a folded line) maps to the break and the indentation between them.
 * `span` begins at the first line. `undefined` if the lines do not occur in the decoded text.
 */
export function segmentsOfLines(value: string, span: Span, isBlock: boolean): readonly Segment[] | undefined {
  const segments: Segment[] = [];
  const indent = isBlock ? indentOfBlock(value, span) : undefined;
  let from = span.start;
  let covered = 0;
  for (const line of linesOf(span)) {
    const content = contentOf(line, indent);
    if (content.text === '') continue;
    const at = skipBreaks(value, covered, content.text);
    if (at === undefined) break;
    appendSegment(segments, span.file, breakBetween(at - covered, from, content.start));
    from = content.start + content.text.length;
    covered = at + content.text.length;
    appendSegment(segments, span.file, { length: content.text.length, start: content.start, end: from });
  }
  if (!/^[\n ]*$/.test(value.slice(covered))) return undefined;
  appendSegment(segments, span.file, breakBetween(value.length - coveredLength(segments), from, span.end));
  return segments;
}

/** Decoded breaks between two lines: a single one is the first line's end, several are the whole gap. */
const breakBetween = (length: number, start: number, end: number): { length: number; start: number; end: number } => ({
  length,
  start,
  end: length === 1 ? Math.min(start + 1, end) : end,
});

interface Line {
  readonly text: string;
  readonly start: number;
}

function* linesOf({ file, start, end }: Span): Generator<Line> {
  for (let at = start; at < end; ) {
    const newline = file.text.indexOf('\n', at);
    const stop = newline === -1 || newline >= end ? end : newline;
    const text = file.text.slice(at, stop);
    yield { text: text.endsWith('\r') ? text.slice(0, -1) : text, start: at };
    at = stop + 1;
  }
}

/** A line without its indentation; a plain scalar's line also without the blanks at its end. */
function contentOf({ text, start }: Line, indent: number | undefined): Line {
  if (indent !== undefined) return { text: text.slice(indent), start: start + indent };
  const from = text.length - text.trimStart().length;
  return { text: text.trim(), start: start + from };
}

/** How far a block scalar is indented: its first line's blanks but those that belong to the text. */
function indentOfBlock(value: string, span: Span): number {
  const first = firstContentLine(span);
  const kept = /^\n*( *)/.exec(value)?.[1] ?? '';
  return Math.max(0, leadingBlanks(first) - (first.trim() === '' ? 0 : kept.length));
}

function firstContentLine(span: Span): string {
  for (const { text } of linesOf(span)) if (text.trim() !== '') return text;
  return '';
}

const leadingBlanks = (line: string): number => line.length - line.replace(/^ +/, '').length;

/** Where `content` stands in the decoded text at or behind `from`, with nothing but blanks and breaks before it. */
function skipBreaks(value: string, from: number, content: string): number | undefined {
  for (let at = from; at < value.length; at += 1) {
    if (value.startsWith(content, at)) return at;
    if (value[at] !== '\n' && value[at] !== ' ') return undefined;
  }
  return undefined;
}

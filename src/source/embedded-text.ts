import { type Span, sourceText } from './source-file.ts';

/** A run of decoded text and where it stands in the file. */
export interface Segment {
  /** Offset of the run in the decoded text. */
  readonly at: number;
  /** UTF-16 length of the run in the decoded text. */
  readonly length: number;
  /** Where the run stands in the file. Of equal length: mapped offset by offset; otherwise: only as a whole. */
  readonly source: Span;
}

/**
 * Text inside text: a decoded string (a script in YAML, a recipe, the argument of `sh -c`) and a piecewise map
 * back to the files that hold it. Segments are in order and do not overlap; decoded characters that no segment
 * covers (a blank that folding put in) belong to the segment before them.
 */
export class EmbeddedText {
  readonly text: string;
  readonly segments: readonly Segment[];
  /** The whole of it in the file that holds its beginning. */
  readonly span: Span;

  constructor(text: string, segments: readonly Segment[], span: Span) {
    this.text = text;
    this.segments = segments;
    this.span = span;
  }

  /** A part of a file that is its own decoded text. */
  static verbatim(span: Span): EmbeddedText {
    const text = sourceText(span);
    return new EmbeddedText(text, [{ at: 0, length: text.length, source: span }], span);
  }

  /** Decoded text of which only the outermost place is known. */
  static opaque(text: string, span: Span): EmbeddedText {
    return new EmbeddedText(text, [{ at: 0, length: text.length, source: span }], span);
  }

  /** Several texts one after the other, `separator` between them. An empty list has no place, so it needs `empty`. */
  static join(parts: readonly EmbeddedText[], separator: string, empty: Span): EmbeddedText {
    const segments: Segment[] = [];
    let text = '';
    for (const [index, part] of parts.entries()) {
      if (index > 0) text += separator;
      for (const segment of part.segments) segments.push({ ...segment, at: segment.at + text.length });
      text += part.text;
    }
    return new EmbeddedText(text, segments, parts[0]?.span ?? empty);
  }

  /** The decoded range `[start, end)` as a text of its own. */
  slice(start: number, end: number): EmbeddedText {
    const inside = this.segments.slice(this.#indexAt(start), this.#indexAt(end) + 1);
    const segments = inside.flatMap((segment) => cut(segment, start, end));
    return new EmbeddedText(this.text.slice(start, end), segments, this.spanOf(start, end));
  }

  /**
   * Where the decoded range `[start, end)` stands. A range that reaches over several files ends with the file
   * in which it begins; an empty range is the place of the character before which it stands.
   */
  spanOf(start: number, end: number): Span {
    const first = this.segments[this.#indexAt(start)];
    if (first === undefined) return this.span;
    const { file } = first.source;
    const from = startIn(first, start);
    if (end <= start) return file.span(from, from);
    const last = this.segments[this.#indexAt(end - 1)];
    const to = endIn(first, start);
    return file.span(from, last?.source.file === file ? Math.max(to, endIn(last, end - 1)) : to);
  }

  /** Index of the last segment that begins at or before `offset`; 0 if there is none. */
  #indexAt(offset: number): number {
    let low = 0;
    let high = this.segments.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if ((this.segments[middle]?.at ?? 0) <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }
}

/** Where a decoded character begins: the segment that holds it does where characters cannot be told apart. */
const startIn = ({ at, length, source: { start, end } }: Segment, offset: number): number =>
  end - start === length ? start + Math.min(Math.max(offset - at, 0), length) : start;

/** Where a decoded character ends, in the same way. */
const endIn = (segment: Segment, offset: number): number =>
  segment.source.end - segment.source.start === segment.length
    ? Math.min(startIn(segment, offset) + 1, segment.source.end)
    : segment.source.end;

function cut(segment: Segment, start: number, end: number): Segment[] {
  const from = Math.max(segment.at, start);
  const to = Math.min(segment.at + segment.length, end);
  if (from >= to) return [];
  const { source } = segment;
  const isExact = source.end - source.start === segment.length;
  const part: Span = isExact
    ? source.file.span(source.start + (from - segment.at), source.start + (to - segment.at))
    : source;
  return [{ at: from - start, length: to - from, source: part }];
}

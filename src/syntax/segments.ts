import type { Segment } from '../source/embedded-text.ts';
import type { SourceFile } from '../source/source-file.ts';

/** Length of the decoded text that segments cover. */
export function coveredLength(segments: readonly Segment[]): number {
  const last = segments.at(-1);
  return last === undefined ? 0 : last.at + last.length;
}

/**
 * Adds the next `length` decoded characters, which stand at `[start, end)` of the file. One character that stands
 * for several (a line break with the indentation behind it) maps to the first of them. Joins what is exact.
 */
export function appendSegment(
  segments: Segment[],
  file: SourceFile,
  { length, start, end }: { readonly length: number; readonly start: number; readonly end: number },
): void {
  if (length <= 0) return;
  const last = segments.at(-1);
  const at = coveredLength(segments);
  const isExact = end - start === length;
  if (isExact && last?.source.end === start && last.source.end - last.source.start === last.length) {
    segments[segments.length - 1] = {
      at: last.at,
      length: last.length + length,
      source: file.span(last.source.start, end),
    };
    return;
  }
  segments.push({ at, length, source: file.span(start, end) });
}

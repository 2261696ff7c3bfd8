import type { Position, SourceFile, Span } from '../source/source-file.ts';
import type { Cause } from '../value/index.ts';

/** The offsets between which the line that holds `offset` stands, without its line break. */
export function lineAround(offset: number, file: SourceFile): { readonly start: number; readonly end: number } {
  const { line } = file.positionAt(offset);
  const start = file.lineStart(line);
  const next = file.lineStart(line + 1);
  const isLast = line >= file.lineCount;
  const end = isLast ? next : next - 1;
  return { start, end: end > start && file.text[end - 1] === '\r' && !isLast ? end - 1 : end };
}

/** The part of a span on its first line, without the line break: reports underline one line at most. */
export function firstLineOf({ file, start, end }: Span): Span {
  const line = lineAround(start, file);
  return file.span(start, Math.max(start, Math.min(end, line.end)));
}

/** Where a span begins and ends; the end is exclusive. */
export const positionsOf = ({ file, start, end }: Span): { readonly start: Position; readonly end: Position } => ({
  start: file.positionAt(start),
  end: file.positionAt(end),
});

/** The path of a file from where the report is read, without `./`. */
export const pathOf = ({ path }: Pick<SourceFile, 'path'>, root: string): string =>
  `${root}${path}`.replace(/^(?:\.\/)+/, '');

/** `path:line:column` of the begin of a span, the path seen from where the report is read. */
export function placeOf({ file, start }: Span, root: string): string {
  const { line, column } = file.positionAt(start);
  return `${root}${file.path}:${String(line)}:${String(column)}`;
}

/** The 1-based line of the last character of a span; that of its place for an empty one. */
export const lastLineOf = ({ file, start, end }: Span): number => file.positionAt(Math.max(start, end - 1)).line;

/** `path:line` of what explains a finding or hides an answer. */
export function lineOf({ at }: Pick<Cause, 'at'>, root: string): string {
  return `${root}${at.file.path}:${String(at.file.positionAt(at.start).line)}`;
}

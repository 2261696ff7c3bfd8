import type { Span } from '../source/source-file.ts';
import { characterWidth } from './display-width.ts';
import { firstLineOf, lineAround } from './location.ts';
import { showable } from './showable.ts';

/** One line of a file as a terminal shows it, and where in it a span stands. Columns are 0-based and count cells. */
export interface CodeLine {
  readonly text: string;
  /** First column of the span. */
  readonly from: number;
  /** Column behind the span; at least `from + 1`, so that an empty span can be seen. */
  readonly to: number;
}

/** A character with its place: in the file as UTF-16 offset, on the screen as column. */
interface Cell {
  readonly text: string;
  readonly at: number;
  readonly column: number;
  readonly width: number;
}

const tabWidth = 4;
const ellipsis = '…';

/** The line in which a span begins, cut to `width` columns around the span. Looks at a bounded part of the line only. */
export function codeLineOf(span: Span, width: number): CodeLine {
  const marked = firstLineOf(span);
  const line = lineAround(marked.start, marked.file);
  const near = neighbourhood(marked.start, line, { text: marked.file.text, reach: 3 * width });
  const cells = cellsOf(marked.file.text, near.start, near.end);
  const from = columnAt(cells, marked.start);
  const to = Math.max(columnAt(cells, marked.end), from + 1);
  const end = columnAt(cells, near.end);
  const isWhole = near.start === line.start && near.end === line.end;
  if (isWhole && Math.max(end, to) <= width) return { text: textOf(cells).trimEnd(), from, to };
  return cut(cells, { from, to, width, hasMoreLeft: near.start > line.start, hasMoreRight: near.end < line.end });
}

/** The part of a line at most `reach` code units away from `offset`; no surrogate pair is cut. */
function neighbourhood(
  offset: number,
  line: { readonly start: number; readonly end: number },
  { text, reach }: { readonly text: string; readonly reach: number },
): { readonly start: number; readonly end: number } {
  const start = Math.max(line.start, offset - reach);
  const end = Math.min(line.end, offset + reach);
  return { start: start > line.start && isLowSurrogate(text, start) ? start + 1 : start, end };
}

const isLowSurrogate = (text: string, at: number): boolean => (text.charCodeAt(at) & 0xfc00) === 0xdc00;

function cellsOf(text: string, start: number, end: number): readonly Cell[] {
  const cells: Cell[] = [];
  let at = start;
  let column = 0;
  for (const character of showable(text.slice(start, end))) {
    const width = character === '\t' ? tabWidth - (column % tabWidth) : characterWidth(character);
    cells.push({ text: character === '\t' ? ' '.repeat(width) : character, at, column, width });
    at += character.length;
    column += width;
  }
  return cells;
}

/** The column of an offset; that behind the last cell for an offset behind them all. */
function columnAt(cells: readonly Cell[], offset: number): number {
  const cell = cells.find(({ at, text }) => at + text.length > offset && at >= offset);
  if (cell !== undefined) return cell.column;
  const last = cells.at(-1);
  return last === undefined ? 0 : last.column + last.width;
}

/** The cells that fit into `width`, with the beginning of the span about a third from the left where they do not all. */
function cut(
  cells: readonly Cell[],
  view: { from: number; to: number; width: number; hasMoreLeft: boolean; hasMoreRight: boolean },
): CodeLine {
  const { from, to, width, hasMoreLeft, hasMoreRight } = view;
  const left = to < width && !hasMoreLeft ? 0 : Math.max(0, from - Math.floor(width / 3));
  const head = left > 0 || hasMoreLeft ? ellipsis : '';
  const room = width - head.length;
  const behind = cells.filter(({ column }) => column >= left);
  const origin = behind[0]?.column ?? left;
  const fits = (columns: number): readonly Cell[] =>
    behind.filter((cell) => cell.column + cell.width - origin <= columns);
  const isComplete = !hasMoreRight && fits(room).length === behind.length;
  const text = isComplete ? textOf(fits(room)).trimEnd() : textOf(fits(room - 1)) + ellipsis;
  const start = from - origin + head.length;
  return { text: head + text, from: start, to: Math.max(start + 1, Math.min(to - origin + head.length, width)) };
}

const textOf = (cells: readonly Cell[]): string => cells.map(({ text }) => text).join('');

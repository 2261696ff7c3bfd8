import { displayWidth } from '../display-width.ts';
import { breakText } from './break-text.ts';
import type { Toned, ToneOf } from './tone.ts';

/** What stands in one cell, line below line. */
export type Cell = readonly Toned[];

/** A column of a table: its head, and the cells below it. */
export interface Column {
  readonly head: string;
  readonly cells: readonly Cell[];
}

const gap = 2;

/** Narrower than this a column says nothing. */
const narrowest = 10;

/**
 * Columns side by side in `width` columns of the terminal, texts broken where they are too long; `undefined` where not
 * even that makes them fit.
 */
export function tableLines(columns: readonly Column[], width: number, tone: ToneOf): readonly string[] | undefined {
  const widths = fittingWidths(columns.map(naturalWidth), width);
  if (widths === undefined) return undefined;
  const rowCount = Math.max(0, ...columns.map(({ cells }) => cells.length));
  const head = lineOf(
    columns.map(({ head: text }) => ({ text, tone: 'quiet' as const })),
    widths,
    tone,
  );
  const rows = Array.from({ length: rowCount }, (_, row) =>
    rowLines(
      columns.map(({ cells }, column) => brokenCell(cells[row] ?? [], widths[column] ?? 0)),
      widths,
      tone,
    ),
  );
  return [head, ...rows.flat()];
}

const naturalWidth = ({ head, cells }: Column): number =>
  Math.max(displayWidth(head), ...cells.flatMap((cell) => cell.map(({ text }) => displayWidth(text))));

/** The widths with the widest made smaller until all fit. */
function fittingWidths(natural: readonly number[], width: number): readonly number[] | undefined {
  const room = width - gap * (natural.length - 1);
  let most = Math.max(0, ...natural);
  const cut = (): readonly number[] => natural.map((each) => Math.min(each, most));
  while (sum(cut()) > room && most > narrowest) most--;
  return sum(cut()) > room ? undefined : cut();
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, each) => total + each, 0);

const brokenCell = (cell: Cell, width: number): Cell =>
  cell.flatMap(({ text, tone }) => breakText(text, width).map((piece) => ({ text: piece, tone })));

function rowLines(cells: readonly Cell[], widths: readonly number[], tone: ToneOf): readonly string[] {
  const height = Math.max(1, ...cells.map(({ length }) => length));
  return Array.from({ length: height }, (_, line) =>
    lineOf(
      cells.map((cell) => cell[line] ?? { text: '', tone: 'plain' as const }),
      widths,
      tone,
    ),
  );
}

const lineOf = (cells: readonly Toned[], widths: readonly number[], tone: ToneOf): string =>
  cells
    .map((cell, column) => tone(cell) + ' '.repeat(Math.max(0, (widths[column] ?? 0) - displayWidth(cell.text))))
    .join(' '.repeat(gap))
    .trimEnd();

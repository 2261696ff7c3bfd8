import { bar } from './bar.ts';
import { type Column, type Comparison, columns, type Score, scoreOf } from './tally.ts';

/** What came of one file of records. */
export interface FileResult {
  readonly name: string;
  readonly records: number;
  readonly comparisons: readonly Comparison[];
  /** By reason, the records whose answer our reader could not know, or which the recorder did not. */
  readonly left: ReadonlyMap<string, readonly string[]>;
}

/** One line a column, one column a file: equal comparisons of all. The last column is the bar. */
export function showTable(results: readonly FileResult[]): string {
  const all = results.flatMap(({ comparisons }) => comparisons);
  const header = ['', ...results.map(({ name }) => name.replace('.jsonl', '')), 'total', '%', 'bar %'];
  const counts = ['records', ...results.map(({ records }) => String(records)), sum(results), '', ''];
  const rows = columns.map((column) => {
    const total = scoreOf(all, column);
    const cells = results.map(({ comparisons }) => showScore(scoreOf(comparisons, column)));
    return [column, ...cells, showScore(total), percent(total), String(bar[column])];
  });
  return [...aligned([header, counts, ...rows]), '', ...leftOut(results)].join('\n');
}

/** The columns that are below the bar. */
export function belowBar(results: readonly FileResult[]): readonly Column[] {
  const all = results.flatMap(({ comparisons }) => comparisons);
  return columns.filter((column) => {
    const { equal, all: count } = scoreOf(all, column);
    return count > 0 && (100 * equal) / count < bar[column];
  });
}

const sum = (results: readonly FileResult[]): string =>
  String(results.reduce((total, { records }) => total + records, 0));

const showScore = ({ equal, all }: Score): string => (all === 0 ? '' : `${equal}/${all}`);

const percent = ({ equal, all }: Score): string =>
  all === 0 ? '' : (Math.floor((10_000 * equal) / all) / 100).toFixed(2);

function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const widths = (rows[0] ?? []).map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  return rows.map((row) =>
    row
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  '),
  );
}

function leftOut(results: readonly FileResult[]): readonly string[] {
  const ids = new Map<string, string[]>();
  for (const { left } of results) {
    for (const [reason, some] of left) ids.set(reason, [...(ids.get(reason) ?? []), ...some]);
  }
  return [...ids].map(([reason, some]) => `not compared: ${String(some.length).padStart(3)}  ${reason}`);
}

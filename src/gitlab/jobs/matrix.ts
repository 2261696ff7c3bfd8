import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlScalar, YamlValue } from '../../syntax/yaml-value.ts';
import type { Cause } from '../../value/index.ts';
import { causeOfReference, causeOfWrongType } from '../unread-reference.ts';
import { isMapping, isScalar, scalarText, valueAt } from '../yaml-access.ts';

/** A value of a matrix cell as written. */
export interface CellValue {
  readonly name: string;
  readonly text: EmbeddedText;
  readonly span: Span;
}

/** One combination of a matrix. */
export type Cell = readonly CellValue[];

/** One job of the several that a definition stands for. */
export interface Instance {
  readonly name: string;
  /** Absent without `parallel`. */
  readonly place?: { readonly number: number; readonly total: number };
  readonly cell: Cell;
}

/** The jobs that a definition stands for; open if its matrix is not known. */
export interface Instances {
  readonly items: readonly Instance[];
  readonly openTo: readonly Cause[];
  /** Whether GitLab expands names in `needs` to all of them. */
  readonly isParallel: boolean;
}

/** More combinations than GitLab accepts in one job. Source: GitLab `entry/product/matrix.rb`. */
export const mostInstances = 200;

/**
 * The instances of a job, in GitLab's order and under its names: `job 1/3`, `job: [linux, amd64]`. Of cells with
 * equal values the last one takes the place of the first. A matrix that GitLab refuses gives none and is open.
 * Source: GitLab `lib/gitlab/ci/config/normalizer{.rb,/number_strategy.rb,/matrix_strategy.rb}`.
 */
export function instancesOf(job: string, parallel: YamlValue | undefined): Instances {
  if (parallel === undefined) return { items: [{ name: job, cell: [] }], openTo: [], isParallel: false };
  if (parallel.kind === 'integer') return numbered(job, parallel.value, parallel.span);
  if (parallel.kind === 'reference') return { items: [], openTo: [causeOfReference(parallel)], isParallel: true };
  if (!isMapping(parallel)) return refused(parallel.span);
  const matrix = parallel.entries.get('matrix');
  if (matrix === undefined) return refused(parallel.span);
  const cells = cellsOf(matrix.value);
  if (cells.openTo.length > 0) return { items: [], openTo: cells.openTo, isParallel: true };
  return { items: named(job, cells.cells), openTo: [], isParallel: true };
}

const refused = (at: Span): Instances => ({
  items: [],
  openTo: [causeOfWrongType('parallel', at)],
  isParallel: true,
});

function numbered(job: string, total: number, at: Span): Instances {
  if (!Number.isInteger(total) || total < 1 || total > mostInstances) return refused(at);
  const items = Array.from({ length: total }, (_, index): Instance => {
    const number = index + 1;
    return { name: `${job} ${number}/${total}`, place: { number, total }, cell: [] };
  });
  return { items, openTo: [], isParallel: true };
}

function named(job: string, cells: readonly Cell[]): readonly Instance[] {
  const byName = new Map<string, Instance>();
  for (const [index, cell] of cells.entries()) {
    const name = instanceName(job, cell);
    byName.set(name, { name, place: { number: index + 1, total: cells.length }, cell });
  }
  return [...byName.values()];
}

/** How GitLab names a matrix instance. */
export const instanceName = (job: string, cell: Cell): string =>
  `${job}: [${cell.map(({ text }) => text.text).join(', ')}]`;

/** The combinations of `matrix`, first key slowest; open where it is not known or not valid. */
export function cellsOf(matrix: YamlValue): { readonly cells: readonly Cell[]; readonly openTo: readonly Cause[] } {
  if (matrix.kind === 'null') return { cells: [], openTo: [] };
  if (matrix.kind === 'reference') return { cells: [], openTo: [causeOfReference(matrix)] };
  if (matrix.kind !== 'sequence') return { cells: [], openTo: [causeOfWrongType('parallel:matrix', matrix.span)] };
  const cells: Cell[] = [];
  for (const item of matrix.items) {
    if (item.kind === 'reference') return { cells: [], openTo: [causeOfReference(item)] };
    const product = isMapping(item) ? productOf(item) : undefined;
    if (product === undefined || cells.length + product.length > mostInstances)
      return { cells: [], openTo: [causeOfWrongType('parallel:matrix', item.span)] };
    cells.push(...product);
  }
  return { cells, openTo: [] };
}

/** All combinations of one entry of the matrix; `undefined` for a value that is no list of strings and integers. */
function productOf(entry: YamlMapping): readonly Cell[] | undefined {
  if (entry.entries.size === 0) return undefined;
  let cells: readonly Cell[] = [[]];
  for (const [name, { value }] of entry.entries) {
    const values = value.kind === 'sequence' ? value.items : [value];
    if (!values.every(isCellValue)) return undefined;
    if (cells.length * values.length > mostInstances) return undefined;
    cells = cells.flatMap((cell) => values.map((one) => [...cell, { name, text: scalarText(one), span: one.span }]));
  }
  return cells;
}

/** Source: GitLab `entry/product/variables.rb`: strings, symbols and integers. */
export const isCellValue = (value: YamlValue): value is YamlScalar =>
  isScalar(value) && (value.kind === 'string' || value.kind === 'integer');

/** `parallel:matrix` of a need, if it has one. */
export const matrixOf = (parallel: YamlValue | undefined): YamlValue | undefined =>
  isMapping(parallel) ? valueAt(parallel, 'matrix') : undefined;

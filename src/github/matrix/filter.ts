import type { Span } from '../../source/source-file.ts';
import { all, type Truth } from '../../value/index.ts';
import type { GithubValue } from '../expression/github-value.ts';
import { type CellValues, valueInside } from './cell-values.ts';
import { equalValues } from './equal-values.ts';
import { entriesOf, itemsOf, type PlacedEntry, type PlacedValue } from './placed-value.ts';

/** What an entry of `exclude` or `include` asks of a combination: some values inside it, one by one. */
export type Filter = readonly Leaf[];

interface Leaf {
  /** The key of the matrix, then keys and 0-based indices inside its value. */
  readonly path: readonly (string | number)[];
  readonly value: GithubValue;
  readonly span: Span;
}

/**
 * The scalars in some entries. Objects and lists are equal to all that hold what they hold: `{arch: arm64}` to an object with
 * more keys, `[a]` to any list that begins with `a`.
 * Source: github.com/actions/runner, src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs, MatrixFilter.
 */
export const filterOf = (entries: readonly PlacedEntry[]): Filter =>
  entries.flatMap((entry) => leavesOf(entry, [entry.name]));

/** Whether a combination has all that a filter asks for; a filter without scalars asks for nothing. */
export function isMatch(filter: Filter, cell: CellValues): Truth {
  return all(filter.map(({ path, value, span }) => equalValues(valueAt(cell, path, span), value, span)));
}

function leavesOf(placed: PlacedValue, path: Leaf['path']): readonly Leaf[] {
  const { value, span } = placed;
  if (value.is === 'object') return entriesOf(placed).flatMap((entry) => leavesOf(entry, [...path, entry.name]));
  if (value.is !== 'array') return [{ path, value, span }];
  return itemsOf(placed).flatMap((item, index) => leavesOf(item, [...path, index]));
}

function valueAt(cell: CellValues, [key, ...inner]: Leaf['path'], at: Span): GithubValue {
  let value: GithubValue = cell.get(String(key).toLowerCase())?.value ?? { is: 'null' };
  for (const index of inner) value = valueInside(value, index, at);
  return value;
}

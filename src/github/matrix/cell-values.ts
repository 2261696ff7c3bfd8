import type { Span } from '../../source/source-file.ts';
import type { Cause, Hole } from '../../value/index.ts';
import type { GithubValue } from '../expression/github-value.ts';
import type { PlacedEntry } from './placed-value.ts';

/** The values of a cell by key in lower case, in order. */
export type CellValues = ReadonlyMap<string, PlacedEntry>;

/** What of the matrix of one job is not known. */
export interface Unknowns {
  /** The place of `strategy`, which tells the matrix of one job from that of another one. */
  readonly strategy: Span;
}

/** A value of the matrix that cannot be told. */
export const unknownValue = (name: string, cause: Cause, unknowns: Unknowns): GithubValue => ({
  is: 'hidden',
  hole: unknownHole(name, cause, unknowns),
});

/** What stands for it: the same in all steps of the job, and written as they write it. */
export function unknownHole(name: string, cause: Cause, { strategy }: Unknowns): Hole {
  const symbol = `matrix.${name.toLowerCase()}@${strategy.file.path}:${String(strategy.start)}`;
  return { symbol, shown: `\${{ matrix.${name} }}`, cause };
}

/** The value behind a key or an index of another value; what is not there is null. */
export function valueInside(value: GithubValue, index: string | number, at: Span): GithubValue {
  if (value.is === 'hidden') return value;
  if (value.is === 'object') {
    const name = String(index);
    return value.object.entries.get(name.toLowerCase()) ?? value.object.rest?.(name, at) ?? { is: 'null' };
  }
  if (value.is !== 'array' || typeof index === 'string') return { is: 'null' };
  const [cause] = value.items.openTo;
  const item = value.items.items[index];
  if (item !== undefined || cause === undefined) return item ?? { is: 'null' };
  return { is: 'hidden', hole: { symbol: `item ${String(index)} of ${cause.because}`, shown: '${{ matrix }}', cause } };
}

import { any, type Cause, not, type Truth, unknown, yes } from '../../value/index.ts';
import type { GithubValue } from '../expression/github-value.ts';
import { oneOf } from '../expression/possible-values.ts';
import { type CellValues, type Unknowns, unknownHole } from './cell-values.ts';
import { filterOf, isMatch } from './filter.ts';
import type { PlacedEntry } from './placed-value.ts';
import type { Inclusion, Matrix } from './read-matrix.ts';

/** One combination of values. */
export interface Combination {
  /** The values that make the job's name, in order. */
  readonly named: readonly PlacedEntry[];
  readonly values: CellValues;
  readonly exists: Truth;
  /** Whether `include` makes it, so that no other entry of `include` adds to it. */
  readonly isIncluded: boolean;
}

/** All combinations, and why there may be more. */
export interface Combinations {
  readonly items: readonly Combination[];
  readonly openTo: readonly Cause[];
}

/** More combinations of axes than are looked at, be they excluded or not. */
const mostProducts = 10_000;

/**
 * The combinations of a matrix in GitHub's order: all of the axes, the first axis slowest, without those that `exclude` takes out;
 * what `include` adds to them; then the entries of `include` that fit none of them. `undefined`: they are too many to look at.
 * Source: github.com/actions/runner, src/Sdk/WorkflowParser/Conversion/MatrixBuilder.cs.
 */
export function combinationsOf(matrix: Matrix, unknowns: Unknowns): Combinations | undefined {
  const total = matrix.axes.reduce((product, { values }) => product * values.length, matrix.axes.length === 0 ? 0 : 1);
  if (total > mostProducts) return undefined;
  const products = Array.from({ length: total }, (_, index) => productAt(matrix, index, total));
  const kept = products.flatMap((values) => keptOf(values, matrix));
  return withInclusions(kept, matrix, unknowns);
}

function productAt({ axes }: Matrix, index: number, total: number): CellValues {
  const cell = new Map<string, PlacedEntry>();
  let block = total;
  for (const { name, key, values } of axes) {
    block /= values.length;
    const value = values[Math.floor(index / block) % values.length];
    if (value !== undefined) cell.set(name.toLowerCase(), { ...value, name, key });
  }
  return cell;
}

/** The combination, unless `exclude` takes it out. */
function keptOf(values: CellValues, { exclude }: Matrix): readonly Combination[] {
  const hidden = exclude.openTo.length > 0 ? [unknown(...exclude.openTo)] : [];
  const exists = not(any([...exclude.items.map((filter) => isMatch(filter, values)), ...hidden]));
  return exists.is === 'no' ? [] : [{ named: [...values.values()], values, exists, isIncluded: false }];
}

function withInclusions(kept: readonly Combination[], { include }: Matrix, unknowns: Unknowns): Combinations {
  const cells = kept.map((cell) => ({ ...cell, values: new Map(cell.values) }));
  const added: Combination[] = [];
  const openTo: Cause[] = [];
  for (const inclusion of include.items) {
    const filter = filterOf(inclusion.asked);
    const matches = cells.map((cell, index) => {
      const truth = isMatch(filter, kept[index]?.values ?? new Map());
      extend(cell.values, inclusion, truth, unknowns);
      return truth.is === 'yes' ? cell.exists : truth;
    });
    const isMatched = any(matches);
    if (isMatched.is === 'no') added.push(ownCombination(inclusion));
    if (isMatched.is === 'unknown') openTo.push(...isMatched.causes);
  }
  return { items: [...cells, ...added], openTo };
}

/** Puts what an entry of `include` adds into a combination that it matches; where it may match, the value is that or what was there. */
function extend(values: Map<string, PlacedEntry>, { added }: Inclusion, truth: Truth, unknowns: Unknowns): void {
  if (truth.is === 'no') return;
  const [cause] = truth.is === 'unknown' ? truth.causes : [];
  for (const entry of added) {
    const name = entry.name.toLowerCase();
    const before = values.get(name)?.value ?? { is: 'null' };
    const either = (why: Cause): GithubValue => oneOf([before, entry.value], unknownHole(entry.name, why, unknowns));
    values.set(name, cause === undefined ? entry : { ...entry, value: either(cause) });
  }
}

/** The combination that an entry of `include` makes by itself. */
function ownCombination({ asked, added }: Inclusion): Combination {
  const named = [...asked, ...added];
  return {
    named,
    values: new Map(named.map((entry) => [entry.name.toLowerCase(), entry])),
    exists: yes,
    isIncluded: true,
  };
}

/** The columns of the table, in order. */
export const columns = [
  'verdict',
  'merged',
  'first-error',
  'names',
  'stage',
  'needs',
  'dependencies',
  'tags',
  'image',
  'services',
  'cache',
  'script',
  'after_script',
  'when',
  'variables',
  'rules',
  'parallel',
  'expression',
  'expansion',
] as const;

export type Column = (typeof columns)[number];

/** One comparison. */
export interface Comparison {
  readonly id: string;
  readonly column: Column;
  readonly isEqual: boolean;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** Compares two values by what JSON says of them. */
export function compared(id: string, column: Column, mine: unknown, theirs: unknown): Comparison {
  return { id, column, isEqual: JSON.stringify(mine) === JSON.stringify(theirs), mine, theirs };
}

/** How many comparisons there were, and how many of them were equal. */
export interface Score {
  readonly equal: number;
  readonly all: number;
}

export function scoreOf(comparisons: readonly Comparison[], column: Column): Score {
  const own = comparisons.filter((comparison) => comparison.column === column);
  return { equal: own.filter(({ isEqual }) => isEqual).length, all: own.length };
}

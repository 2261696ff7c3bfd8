import type { Span } from '../../source/source-file.ts';
import type { Hole } from '../../value/index.ts';
import type { GithubValue } from './github-value.ts';

/** A value of any type that is fixed at run time. `shown` is the expression as its author wrote it. */
export const hiddenValue = (symbol: string, shown: string, because: string, at: Span): GithubValue => ({
  is: 'hidden',
  hole: expressionHole(symbol, shown, because, at),
});

/** A hole that stands for an expression. */
export const expressionHole = (symbol: string, shown: string, because: string, at: Span): Hole => ({
  symbol,
  shown,
  cause: { kind: 'expression', because, at },
});

import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { Span } from '../../source/source-file.ts';
import type { Cause, Text, Truth } from '../../value/index.ts';
import type { GithubValue } from '../expression/github-value.ts';
import type { PlacedEntry } from './placed-value.ts';

/** The jobs that one job of a workflow stands for. */
export interface MatrixExpansion {
  /** "no" for a job without `strategy.matrix`; it has one cell without values. */
  readonly hasMatrix: boolean;
  /** In the order in which GitHub creates the jobs. Equal ones are not made one. Empty only if GitHub refuses the matrix. */
  readonly cells: readonly MatrixCell[];
  /** Why there may be jobs that are not among the cells. */
  readonly openTo: readonly Cause[];
  /** Whether a failing job cancels the others; "no" without a matrix. */
  readonly failFast: Truth;
  readonly rejections: readonly Rejection[];
}

/** One combination of a matrix: one job. */
export interface MatrixCell {
  /** By key as written, in GitHub's order. Keys are equal whatever their case. */
  readonly values: ReadonlyMap<string, PlacedEntry>;
  /** What stands for a key that is not among the values; absent: it is null. */
  readonly rest?: (name: string, at: Span) => GithubValue;
  /** What GitHub puts in parentheses behind the job's name, without what is certainly empty. */
  readonly display: readonly Text[];
  /** Whether there is such a job: unknown where `exclude` is. */
  readonly exists: Truth;
  /** The properties of the context `strategy`. */
  readonly strategy: ReadonlyMap<string, GithubValue>;
}

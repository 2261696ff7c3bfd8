import type { Span } from '../../source/source-file.ts';
import type { ActionUse } from '../pipeline/action-use.ts';
import type { Job } from '../pipeline/job.ts';

/**
 * An expression of a GitHub workflow that reads a value which is not there, and so is empty: `${{ matrix.platforms }}` where the
 * key is `platform`. Those that say what to do then (`matrix.suffix || ''`) are none.
 *
 * Source: docs.github.com/actions/reference/workflows-and-actions/contexts (a property that does not exist is an empty string).
 */
export interface LostValue {
  readonly job: Job;
  /** The names as written, the context first: `needs`, `version`, `outputs`, `tag`. */
  readonly path: readonly string[];
  /** Which of the names, 0-based, is the first that nothing has; their number where all are there and the value is empty. */
  readonly missing: number;
  /** The names that are there in its place, as written. */
  readonly others: readonly string[];
  /** The whole of it, without `${{ }}`. */
  readonly at: Span;
  /** The name that is missing; `at` where none is. */
  readonly nameAt: Span;
  readonly place: LostPlace;
}

/** Where such an expression stands. */
export type LostPlace =
  /** In an input of an action whose work is known, or of one of the repository. */
  | { readonly is: 'input'; readonly use: ActionUse; readonly name: string }
  /** In a script. */
  | { readonly is: 'script'; readonly script: Span }
  /** In a variable, by its name; with the script of the step whose variable it is. */
  | { readonly is: 'variable'; readonly name: string; readonly script?: Span }
  /** In what the job hands on, by the output's name. */
  | { readonly is: 'output'; readonly name: string }
  /** Under another key of the job: `runs-on`, `container`, `strategy`, `with`. */
  | { readonly is: 'key'; readonly key: string };

/** How messages write it. */
export const shownLoss = ({ path }: LostValue): string => `\${{ ${path.join('.')} }}`;

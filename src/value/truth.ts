import type { Cause } from './cause.ts';

/**
 * Kleene's three-valued truth. It is an object on purpose: `if (truth)` is always taken, which
 * `@typescript-eslint/no-unnecessary-condition` rejects, so nobody can read "unknown" as "yes".
 */
export type Truth =
  | { readonly is: 'yes' }
  | { readonly is: 'no' }
  | { readonly is: 'unknown'; readonly causes: readonly Cause[] };

/** Certainly so. */
export const yes: Truth = { is: 'yes' };
/** Certainly not so. */
export const no: Truth = { is: 'no' };

/** "Cannot tell", for these reasons. */
export const unknown = (...causes: readonly Cause[]): Truth => ({ is: 'unknown', causes });

/** The truth of something that is certain. */
export const known = (value: boolean): Truth => (value ? yes : no);

/** The opposite; unknown stays unknown. */
export function not(truth: Truth): Truth {
  if (truth.is === 'unknown') return truth;
  return truth.is === 'yes' ? no : yes;
}

/** Conjunction: one "no" decides; otherwise one "unknown" leaves it open, with all causes. Of nothing: yes. */
export const all = (truths: Iterable<Truth>): Truth => combine(truths, 'no', yes);

/** Disjunction: one "yes" decides; otherwise one "unknown" leaves it open, with all causes. Of nothing: no. */
export const any = (truths: Iterable<Truth>): Truth => combine(truths, 'yes', no);

function combine(truths: Iterable<Truth>, deciding: 'yes' | 'no', otherwise: Truth): Truth {
  let causes: Cause[] | undefined;
  for (const truth of truths) {
    if (truth.is === deciding) return truth;
    if (truth.is !== 'unknown') continue;
    causes ??= [];
    for (const cause of truth.causes) causes.push(cause);
  }
  return causes === undefined ? otherwise : { is: 'unknown', causes };
}

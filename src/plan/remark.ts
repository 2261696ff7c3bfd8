import type { Doubt, Place, PlanNote } from './plan.ts';

/** Something to say of an image: a note, or a doubt as a clause that completes "cannot tell …" and what causes it. */
export type Remark =
  | (PlanNote & { readonly kind: 'gap' | 'risk' })
  | { readonly kind: 'doubt'; readonly claim: string; readonly cause?: Doubt; readonly at: Place };

/** The doubt about a claim for the first of its causes; nothing without any. */
export const doubtsAbout = ([cause]: readonly Doubt[], claim: string, at: Place): readonly Remark[] =>
  cause === undefined ? [] : [{ kind: 'doubt', claim, cause, at }];

import type { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import type { JobDefinition } from './pipeline/job.ts';

/** Something that the CI system takes without a word and that its author can hardly have meant. */
export type Surprise = LostKey | LostNegation | EmptyMatrix | EqualCells;

/** A key with a value that does not count, because the same mapping sets it again with another one. */
export interface LostKey {
  /** The key was written again, or came with a merge key (`<<`) behind it. */
  readonly kind: 'duplicate-key' | 'overwritten-by-merge';
  /** The keys from the top to it: `['build-amd64', 'image']`. */
  readonly path: readonly string[];
  /** The key that is lost. */
  readonly at: Span;
  readonly lost: Span;
  /** The key that counts: the later one, or the one that the merge key brought in. */
  readonly inForce: Span;
  /** The later key, or the `<<`. */
  readonly by: Span;
  /** The job of which it would be a part; absent for keys that concern the whole pipeline. */
  readonly definition?: JobDefinition;
}

/** An `if` whose `!` is taken for a tag of YAML. */
export interface LostNegation {
  readonly kind: 'lost-negation';
  /** The condition as written: `!$CI_COMMIT_TAG`. */
  readonly at: Span;
  /** What is left of it: no condition at all, so that the rule always matches, or the condition without its `!`. */
  readonly leaves: 'nothing' | 'opposite';
  /** What the rule does when it matches; `inherited` if it does not say. */
  readonly when: string;
  /** Absent for `workflow:rules`. */
  readonly definition?: JobDefinition;
}

/** A list of a matrix that is empty, so that no job comes of it. */
export interface EmptyMatrix {
  readonly kind: 'empty-matrix';
  readonly at: Span;
  /** The variable whose list is empty; absent if the matrix itself is. */
  readonly variable?: string;
  /** Whether the definition has other instances. */
  readonly leavesSome: boolean;
  /** What the job would run. */
  readonly script: readonly EmbeddedText[];
  readonly definition: JobDefinition;
}

/** Two cells of a matrix with equal values, which give one job: the later one. */
export interface EqualCells {
  readonly kind: 'equal-cells';
  /** The name of the job. */
  readonly name: string;
  /** The value of the later cell that makes it equal to the earlier one. */
  readonly at: Span;
  readonly earlier: Span;
  /** Whether the two set other variables to these values, so that the earlier job is lost and not just there twice. */
  readonly differs: boolean;
  readonly definition: JobDefinition;
}

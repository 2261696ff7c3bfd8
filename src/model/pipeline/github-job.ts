import type { Span } from '../../source/source-file.ts';
import type { Field, Truth } from '../../value/index.ts';

/** What a job of a GitHub workflow has and no GitLab job. */
export interface GithubJob {
  /** Whether a failing job of its matrix cancels the others (`fail-fast`, on by default); "no" without a matrix. */
  readonly failFast: Truth;
  /** Where the values of its `outputs` are written, by name; what they hold is in `JobWork.handsOn`. */
  readonly outputs: ReadonlyMap<string, Span>;
  /** What the token of the job may do; unset: the repository's settings decide. */
  readonly permissions: Field<Permissions>;
  /** The events that start runs which hold the job, by the names that `on` gives them. Empty where they cannot be told. */
  readonly events: readonly string[];
}

/** `permissions` of a job, or of its workflow where the job has none. Source: docs.github.com/actions/reference/workflow-syntax (permissions). */
export interface Permissions {
  /** Whether the token may push packages to GitHub's registry. */
  readonly packages: 'write' | 'read' | 'none';
  /** Where that is decided: the entry `packages`, or the key `permissions`. */
  readonly span: Span;
}

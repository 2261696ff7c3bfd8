import type { Span } from '../../source/source-file.ts';
import type { Text, Truth } from '../../value/index.ts';
import type { Job } from './job.ts';

/** A step of a GitHub job that runs an action: `uses: docker/build-push-action@v6`. */
export interface ActionUse {
  readonly job: Job;
  /** Owner and repository, with the folder inside it if there is one: `docker/build-push-action`; a path for a local one: `./.github/actions/build`. */
  readonly action: string;
  /** What stands behind `@`: a tag, a branch or a commit; empty for a local action and for an image (`docker://…`). */
  readonly ref: string;
  /** Where `ref` is written; the place of the whole value where there is none. */
  readonly refSpan: Span;
  /** The inputs that are written under `with`, by name in lower case, evaluated as far as is known before the run. */
  readonly inputs: ReadonlyMap<string, ActionInput>;
  /** The name of the step, or what it uses where it has none, for messages. */
  readonly shown: string;
  /** Whether the step runs at all. */
  readonly runs: Truth;
  /** Whether the job goes on when it fails: `continue-on-error`. */
  readonly failureIsIgnored: boolean;
  /** The value of `uses`. */
  readonly span: Span;
  /** The whole step, from its first key to its end: where a fix sets keys. */
  readonly step: Span;
  /** How the job gets here: the steps of composite actions around it, outermost first; empty for a step of the job. */
  readonly via: readonly Span[];
}

/** An input of an action as written. */
export interface ActionInput {
  readonly value: Text;
  /** The value. */
  readonly span: Span;
  /** The key. */
  readonly key: Span;
}

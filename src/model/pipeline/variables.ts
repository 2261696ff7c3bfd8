import type { Span } from '../../source/source-file.ts';
import type { Text } from '../../value/index.ts';

/** A variable with a definition in the repository. */
export interface Variable {
  readonly name: string;
  /** Its value when the script starts, after GitLab's and the runner's expansion. */
  readonly value: Text;
  /** Where its value is written. */
  readonly span: Span;
}

/** The variables that a job's script starts with. */
export interface Variables {
  /** Those that the repository defines for this job: global, job, matrix, in rising precedence. */
  readonly defined: ReadonlyMap<string, Variable>;
  /**
   * What `$name` stands for. A name that the repository does not define for this job is one hole:
   * of the whole pipeline for predefined and project variables, of the job for the likes of `CI_JOB_ID`,
   * with a cause of kind `out-of-scope-variable` if only another job's matrix or `variables` define it.
   */
  valueOf(name: string, at: Span): Text;
}

import type { Span } from '../source/source-file.ts';
import type { Text } from './text.ts';

/** What kind of thing hides an answer. */
export type CauseKind =
  /** A variable that the repository does not set: project settings, a predefined variable, another job. */
  | 'variable'
  /** A variable that the repository sets only where this job cannot see it, such as another job's matrix. */
  | 'out-of-scope-variable'
  /** A file that lives elsewhere or could not be read. */
  | 'include'
  /** A template or a target of `!reference` that only such a file can hold. */
  | 'template'
  /** An expression or a keyword whose value GitLab fixes at run time. */
  | 'expression'
  /** The output of a command. */
  | 'command-substitution'
  /** Conditions that decide whether a job or a command runs. */
  | 'rules'
  /** Commands that lie in a script, a Makefile or another program that was not followed. */
  | 'indirection'
  /** A runner, its labels and its architecture. */
  | 'runner'
  /** A registry that does not say what it holds. */
  | 'registry'
  /** Text that does not parse. */
  | 'syntax';

/** Why something cannot be known before the pipeline runs. Always points at the place that hides it. */
export interface Cause {
  readonly kind: CauseKind;
  /** A clause that completes "cannot tell, because …"; the user's text in backticks, no full stop. */
  readonly because: string;
  readonly at: Span;
  /** For a file that lives elsewhere: the key under which the policy can name a local copy, `project:group/name`. */
  readonly copyKey?: string;
  /**
   * For words of a command: all that may be there for this reason, in their order; each may also be missing, or be there
   * several times. Absent where they may be any.
   */
  readonly adds?: readonly Text[];
  /** For a name that a Dockerfile does not set: only the base image of its stage may, and does so for every build alike. */
  readonly isOfBase?: true;
  /** For a Dockerfile that is none of the repository's files: it stands inside another one, or in what a command reads. */
  readonly isEmbedded?: true;
}

/** The causes without those that say the same of the same place. */
export function distinctCauses(causes: readonly Cause[]): readonly Cause[] {
  const seen = new Set<string>();
  return causes.filter(({ because, at }) => {
    const key = `${at.file.path}\0${String(at.start)}\0${because}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** Whether all that hides one answer hides another, too, wherever it is written: then the one is open where the other is. */
export function areAmong(causes: readonly Cause[], others: readonly Cause[]): boolean {
  const reasons = new Set(others.map(({ because }) => because));
  return causes.every(({ because }) => reasons.has(because));
}

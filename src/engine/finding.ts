import type { Problem, Severity } from '../rule/rule.ts';
import type { Cause } from '../value/index.ts';

/** One line of the report: a rule's problem, judged by the policy. */
export interface Finding extends Problem {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly certainty: 'violation' | 'undecided';
  /** Empty for a violation; otherwise what hides the answer. */
  readonly causes: readonly Cause[];
  /** Stable while the offending job or instruction stays what it is, wherever it moves in the file; unique in a report. */
  readonly fingerprint: string;
}

/** A finding that a comment silences. */
export interface SuppressedFinding {
  readonly finding: Finding;
  readonly reason: string;
}

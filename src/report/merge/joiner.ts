import type { Finding } from '../../engine/finding.ts';
import type { JsonObject } from './json-value.ts';

/** As much of a finding as the exit code depends on. */
export type Weight = Pick<Finding, 'certainty' | 'severity'>;

/** How reports of one format are joined. */
export interface Joiner {
  /** Why a report of this format cannot be joined, as a clause; `undefined` if it can. */
  readonly whyNot: (report: JsonObject) => string | undefined;
  /** One report, as text, that says what all say; at least one is given. */
  readonly join: (reports: readonly JsonObject[]) => string;
  /** What may fail a run: neither what is suppressed nor what a baseline knows. */
  readonly weigh: (report: JsonObject) => readonly Weight[];
}

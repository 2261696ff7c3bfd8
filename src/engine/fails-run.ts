import type { Severity } from '../rule/rule.ts';
import type { Finding } from './finding.ts';

/** From which severity on findings fail the run. */
export type FailLevel = Severity | 'never';

const weights = { info: 1, warning: 2, error: 3, never: 4 } as const;

/**
 * Whether a finding is at or above the level at which the run fails. What is undecided fails it only where the policy
 * calls it an error.
 */
export function failsRun({ certainty, severity }: Pick<Finding, 'certainty' | 'severity'>, failOn: FailLevel): boolean {
  if (certainty === 'undecided' && severity !== 'error') return false;
  return weights[severity] >= weights[failOn];
}

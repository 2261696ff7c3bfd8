import type { Policy } from '../policy/policy.ts';
import type { Rule, Severity, Verdict } from '../rule/rule.ts';

/** Whether the policy lets a rule run: it is not turned off, and it is wanted if it is one of those to opt in. */
export function isEnabled(rule: Rule, policy: Policy): boolean {
  const setting = policy.rules.get(rule.id);
  if (setting?.severity === 'off') return false;
  return rule.isOptIn !== true || policy.preset === 'all' || setting !== undefined;
}

/**
 * How severe the policy takes a verdict to be; `undefined` leaves it out. What is undecided has the severity that the
 * policy gives to all such findings. The preset `strict` takes every warning for an error, unless the policy sets the
 * severity of the rule itself.
 */
export function severityOf(rule: Rule, { kind, problem }: Verdict, policy: Policy): Severity | undefined {
  if (kind === 'undecided') return policy.undecided === 'ignore' ? undefined : policy.undecided;
  const own = problem.severity ?? rule.severity;
  const asked = policy.rules.get(rule.id)?.severity;
  if (asked === 'off') return undefined;
  return asked ?? (policy.preset === 'strict' && own === 'warning' ? 'error' : own);
}

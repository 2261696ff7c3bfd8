import type { Finding } from '../../engine/finding.ts';
import { fingerprintUnder } from '../../engine/fingerprint.ts';
import type { Rule } from '../../rule/index.ts';
import type { Report } from '../report.ts';
import { labelOf } from '../wording.ts';

/** A finding with where it stands on the page. */
export interface Outcome {
  readonly finding: Finding;
  /** The `id` of its element: stays the same while the finding does. */
  readonly anchor: string;
  /** Its rule; absent for findings of rules that the report does not list. */
  readonly rule: Rule | undefined;
}

/** The findings of a report, in its order. */
export function outcomesOf({ findings, rules, root }: Report): readonly Outcome[] {
  const byId = new Map(rules.map((rule) => [rule.id, rule]));
  return findings.map((finding) => ({
    finding,
    anchor: `f-${fingerprintUnder(root, finding.fingerprint).slice(0, 16)}`,
    rule: byId.get(finding.ruleId),
  }));
}

/** The words for severities, worst first. */
export const labels = ['error', 'warning', 'note', 'undecided'] as const;

/** The outcomes with the worst first; equal ones stay in order. */
export const worstFirst = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes.toSorted((one, other) => rank(one) - rank(other));

const rank = ({ finding }: Outcome): number => labels.indexOf(labelOf(finding));

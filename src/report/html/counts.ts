import { labelOf } from '../wording.ts';
import type { Outcome } from './outcome.ts';

/** How many findings there are of each severity, as its word, or of each rule. */
export function countBy(outcomes: readonly Outcome[], by: 'label' | 'rule'): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { finding } of outcomes) {
    const key = by === 'label' ? labelOf(finding) : finding.ruleId;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

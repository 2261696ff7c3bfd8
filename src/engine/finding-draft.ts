import type { Rule, Verdict } from '../rule/rule.ts';
import { distinctCauses } from '../value/index.ts';
import type { Finding } from './finding.ts';
import { fitsItsFiles } from './fitting-fix.ts';

/** A finding before it is compared with the others of its run, and so without its fingerprint. */
export type FindingDraft = Omit<Finding, 'fingerprint'>;

/** The verdict of a rule as a finding of the given severity. An undecided one has no fix: nobody repairs what may be right. */
export function draftOf(rule: Rule, verdict: Verdict, severity: Finding['severity']): FindingDraft {
  const { fix, ...problem } = verdict.problem;
  return {
    ...problem,
    ...(fix !== undefined && verdict.kind === 'violation' && fitsItsFiles(fix) ? { fix } : {}),
    ruleId: rule.id,
    severity,
    certainty: verdict.kind,
    causes: verdict.kind === 'undecided' ? distinctCauses(verdict.causes) : [],
  };
}

/** Document order: path, then place, then rule; findings of one rule at one place by certainty and message. */
export function compareFindings(left: FindingDraft, right: FindingDraft): number {
  return (
    compareTexts(left.at.file.path, right.at.file.path) ||
    left.at.start - right.at.start ||
    compareTexts(left.ruleId, right.ruleId) ||
    left.at.end - right.at.end ||
    compareTexts(right.certainty, left.certainty) ||
    compareTexts(left.message, right.message)
  );
}

/** By UTF-16 code units, so that the order is the same on every machine. */
function compareTexts(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

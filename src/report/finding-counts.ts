import type { Finding } from '../engine/finding.ts';
import { counted, labelOf } from './wording.ts';

/** `3 problems (1 error, 2 warnings, 0 notes), 2 undecided, 1 suppressed`. */
export function findingCounts(findings: readonly Finding[], suppressed: number): string {
  const certain = findings.filter(({ certainty }) => certainty === 'violation');
  const undecided = findings.length - certain.length;
  const count = (label: 'error' | 'warning' | 'note'): string =>
    counted(certain.filter((finding) => labelOf(finding) === label).length, label);
  const problems =
    certain.length === 0
      ? 'no problems'
      : `${counted(certain.length, 'problem')} (${count('error')}, ${count('warning')}, ${count('note')})`;
  return [
    problems,
    ...(undecided > 0 ? [`${String(undecided)} undecided`] : []),
    ...(suppressed > 0 ? [`${String(suppressed)} suppressed`] : []),
  ].join(', ');
}

import type { Report } from './report.ts';
import { counted, labelOf } from './wording.ts';

/** `3 problems (1 error, 2 warnings, 0 notes), 2 undecided, 1 suppressed`, and what else is not reported, and why. Without a report nothing was linted. */
export function findingCounts(reports: readonly Report[]): string {
  if (reports.length === 0) return 'nothing was linted';
  const findings = reports.flatMap((report) => report.findings);
  const certain = findings.filter(({ certainty }) => certainty === 'violation');
  const undecided = findings.length - certain.length;
  const count = (label: 'error' | 'warning' | 'note'): string =>
    counted(certain.filter((finding) => labelOf(finding) === label).length, label);
  const problems =
    certain.length === 0
      ? 'no problems'
      : `${counted(certain.length, 'problem')} (${count('error')}, ${count('warning')}, ${count('note')})`;
  const others = [
    [undecided, 'undecided'],
    [sumOf(reports, ({ suppressed }) => suppressed.length), 'suppressed'],
    [sumOf(reports, ({ baseline }) => baseline?.known.length ?? 0), 'known from the baseline'],
    [sumOf(reports, ({ since }) => since?.leftOut ?? 0), 'on unchanged lines'],
  ] as const;
  return [problems, ...others.flatMap(([size, what]) => (size === 0 ? [] : [`${String(size)} ${what}`]))].join(', ');
}

const sumOf = (reports: readonly Report[], count: (report: Report) => number): number =>
  reports.reduce((sum, report) => sum + count(report), 0);

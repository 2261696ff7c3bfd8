import { inertJson } from '../inert.ts';
import type { Joiner } from './joiner.ts';
import { distinct, type JsonObject, objectsAt, textAt } from './json-value.ts';

/** Code Quality reports; the list of issues stands under `issues`. */
export const joinGitlab: Joiner = {
  whyNot(report) {
    const isIssue = (issue: JsonObject): boolean =>
      textAt(issue, 'fingerprint') !== '' && textAt(issue, 'severity') !== '';
    const written = report['issues'];
    const issues = objectsAt(report, 'issues');
    return Array.isArray(written) && issues.length === written.length && issues.every(isIssue)
      ? undefined
      : 'an entry of its list has no `fingerprint` and `severity`';
  },
  join: (reports) =>
    inertJson(`${JSON.stringify(distinct(reports.flatMap((report) => objectsAt(report, 'issues'))), null, 2)}\n`),
  weigh: (report) =>
    objectsAt(report, 'issues').map((issue) => ({
      severity: severities.get(textAt(issue, 'severity')) ?? 'info',
      certainty: isUndecided(issue) ? 'undecided' : 'violation',
    })),
};

/** The words of Code Quality that stand for ours. */
const severities: ReadonlyMap<string, 'error' | 'warning' | 'info'> = new Map([
  ['blocker', 'error'],
  ['critical', 'error'],
  ['major', 'warning'],
  ['minor', 'warning'],
]);

/** Code Quality has no word for it but those that our reports put in front. */
const isUndecided = (issue: JsonObject): boolean =>
  textAt(issue, 'description').startsWith(`${textAt(issue, 'check_name')}: cannot rule out that `);

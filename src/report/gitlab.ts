import type { Finding } from '../engine/finding.ts';
import { fingerprintUnder } from '../engine/fingerprint.ts';
import type { Rule } from '../rule/index.ts';
import { inertJson } from './inert.ts';
import { lastLineOf, lineOf, pathOf } from './location.ts';
import type { Report, Reporter } from './report.ts';
import { showable } from './showable.ts';
import { claimOf } from './wording.ts';

/**
 * A GitLab Code Quality report. Findings that a comment silences are left out.
 * Source: docs.gitlab.com/ci/testing/code_quality, lib/gitlab/ci/parsers/codequality/code_climate.rb: the parser stops
 * at the first entry that it does not like, the widget compares branches by fingerprint and shows no `check_name`.
 */
export const gitlab: Reporter = (reports) => {
  const issues = reports.flatMap((report) => report.findings.map((finding) => issueOf(finding, report)));
  return inertJson(`${JSON.stringify(issues, null, 2)}\n`);
};

/** The words GitLab knows. An undecided finding is never more than `info`. */
const severities = { error: 'critical', warning: 'major', info: 'info' } as const;

function issueOf(finding: Finding, { root, rules }: Report) {
  const { file, start } = finding.at;
  const { line } = file.positionAt(start);
  return {
    type: 'issue',
    check_name: finding.ruleId,
    description: descriptionOf(finding),
    content: { body: bodyOf(finding, rules, root) },
    categories: ['Bug Risk'],
    severity: finding.certainty === 'undecided' ? 'info' : severities[finding.severity],
    fingerprint: fingerprintUnder(root, finding.fingerprint),
    location: {
      path: pathOf(file, root),
      lines: { begin: line, end: lastLineOf(finding.at) },
    },
  };
}

function descriptionOf(finding: Finding): string {
  const help = finding.help === undefined ? '' : `: ${showable(finding.help)}`;
  return `${finding.ruleId}: ${claimOf(finding)}${help}`;
}

/** Markdown: what the rule is about, the other places, and what hides the answer. */
function bodyOf(finding: Finding, rules: readonly Rule[], root: string): string {
  const why = rules.find(({ id }) => id === finding.ruleId)?.why ?? '';
  const places = [
    ...(finding.related ?? []).map(({ at, message }) => ({ at, message })),
    ...finding.causes.map(({ at, because }) => ({ at, message: `cannot tell, because ${because}` })),
  ].map(({ at, message }) => `- ${showable(lineOf({ at }, root))}: ${showable(message)}`);
  return [why, places.join('\n')].filter((part) => part !== '').join('\n\n');
}

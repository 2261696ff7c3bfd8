import type { Invocation, Log, Notification, Run } from 'sarif';
import type { Cause } from '../value/index.ts';
import { omissionsOf } from './coverage.ts';
import type { Report, Reporter } from './report.ts';
import { messageOf, sarifLocation, uriOf } from './sarif-location.ts';
import { type Outcome, sarifResult } from './sarif-result.ts';
import { sarifRule } from './sarif-rule.ts';

/** GitLab drops what is beyond it. Source: docs.gitlab.com/user/application_security/detect/sarif. */
const mostResults = 5000;

/**
 * SARIF 2.1.0, one run over all roots. An undecided finding is `kind: open`; a silenced one carries its suppression.
 * Of more results than consumers take, the most severe ones are kept, and a notification says so.
 * Source: docs.oasis-open.org/sarif/sarif/v2.1.0.
 */
export const sarif: Reporter = (reports) => {
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [runOf(reports)],
  };
  return `${JSON.stringify(log)}\n`;
};

function runOf(reports: readonly Report[]): Run {
  const rules = [...new Map(reports.flatMap((report) => report.rules).map((rule) => [rule.id, rule])).values()];
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  const files = [
    ...new Set(reports.flatMap(({ root, project }) => project.files.map((file) => uriOf(file, root)))),
  ];
  const artifactIndex = new Map(files.map((uri, index) => [uri, index]));
  const outcomes = reports.flatMap(outcomesOf);
  const shown = mostSevere(outcomes);
  // Either all results of a run tell whether they are suppressed, or none does (3.27.23).
  const tellsSuppressions = shown.some(({ reason }) => reason !== undefined);
  const { name = 'multiarch-lint', version = '' } = reports[0]?.tool ?? {};
  return {
    tool: { driver: { name, version, semanticVersion: version, rules: rules.map(sarifRule) } },
    columnKind: 'utf16CodeUnits',
    defaultEncoding: 'utf-8',
    invocations: [invocationOf(reports, outcomes.length - shown.length)],
    artifacts: files.map((uri) => ({ location: { uri }, roles: ['analysisTarget'] })),
    results: shown.map((outcome) => sarifResult(outcome, { ruleIndex, artifactIndex, tellsSuppressions })),
  };
}

const outcomesOf = ({ root, findings, suppressed }: Report): readonly Outcome[] => [
  ...findings.map((finding) => ({ finding, root })),
  ...suppressed.map(({ finding, reason }) => ({ finding, root, reason })),
];

/** All outcomes in their order if there are not too many; otherwise the most severe ones. */
function mostSevere(outcomes: readonly Outcome[]): readonly Outcome[] {
  if (outcomes.length <= mostResults) return outcomes;
  return outcomes.toSorted((a, b) => weight(a) - weight(b)).slice(0, mostResults);
}

const weights = { error: 0, warning: 1, info: 2 } as const;

const weight = ({ finding, reason }: Outcome): number =>
  reason === undefined ? weights[finding.severity] + (finding.certainty === 'undecided' ? 3 : 0) : 6;

/** What happened beside the results: parts that were not analysed, results that were left out. */
function invocationOf(reports: readonly Report[], leftOut: number): Invocation {
  const notAnalysed = reports.flatMap(({ root, project }) =>
    omissionsOf(project).map((cause) => notificationOf(cause, root)),
  );
  const tooMany: readonly Notification[] =
    leftOut === 0 ? [] : [{ level: 'warning', message: { text: `${String(leftOut)} results are left out` } }];
  return { executionSuccessful: true, toolExecutionNotifications: [...tooMany, ...notAnalysed] };
}

const notificationOf = ({ because, at }: Cause, root: string): Notification => ({
  level: 'note',
  message: messageOf(`not analysed: ${because}`),
  locations: [sarifLocation(at, root)],
});

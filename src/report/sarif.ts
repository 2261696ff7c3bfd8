import type { Artifact, Log, Run } from 'sarif';
import type { Rule } from '../rule/index.ts';
import type { Report, Reporter, ReportView } from './report.ts';
import { sarifInvocation } from './sarif-invocation.ts';
import { withinLimits } from './sarif-limits.ts';
import { uriOf } from './sarif-location.ts';
import { type Outcome, type RunIndex, sarifResult } from './sarif-result.ts';
import { sarifRule, toolPage } from './sarif-rule.ts';

/**
 * SARIF 2.1.0, one run over all roots. An undecided finding is `kind: open`; one that a comment or a baseline silences
 * carries its suppression. Of more results than consumers take, the most severe ones are kept, and a notification says
 * so. Source: docs.oasis-open.org/sarif/sarif/v2.1.0.
 */
export const sarif: Reporter = (reports, view) => {
  const run = runOf(reports, view);
  const outcomes = reports.flatMap(outcomesOf);
  return withinLimits(outcomes.length, (most) => logOf(run(mostSevere(outcomes, most), outcomes.length)));
};

const logOf = (run: Run): Log => ({
  $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
  version: '2.1.0',
  runs: [run],
});

/** The run as a function of the outcomes that it shows, and of how many there are. */
function runOf(reports: readonly Report[], view: ReportView): (shown: readonly Outcome[], count: number) => Run {
  const rules = [...new Map(reports.flatMap((report) => report.rules).map((rule) => [rule.id, rule])).values()];
  const files = reports.flatMap(({ root, project }) => project.files.map((file) => uriOf(file, root)));
  const artifacts = [...new Set(files)].map((uri): Artifact => ({ location: { uri }, roles: ['analysisTarget'] }));
  const index = {
    ruleIndex: new Map(rules.map(({ id }, at) => [id, at])),
    artifactIndex: new Map(artifacts.map(({ location }, at) => [location?.uri ?? '', at])),
    tellsBaseline: reports.some(({ baseline }) => baseline !== undefined),
  };
  return (shown, count) => ({
    tool: { driver: driverOf(reports, rules) },
    automationDetails: { id: automationId(reports) },
    columnKind: 'utf16CodeUnits',
    defaultEncoding: 'utf-8',
    invocations: [sarifInvocation(reports, view, count - shown.length)],
    artifacts,
    results: resultsOf(shown, index),
  });
}

function resultsOf(shown: readonly Outcome[], index: Omit<RunIndex, 'tellsSuppressions'>): NonNullable<Run['results']> {
  // Either all results of a run tell whether they are suppressed, or none does (3.27.23).
  const tellsSuppressions = shown.some(({ reason, isKnown }) => reason !== undefined || isKnown === true);
  return shown.map((outcome) => sarifResult(outcome, { ...index, tellsSuppressions }));
}

function driverOf(reports: readonly Report[], rules: readonly Rule[]): Run['tool']['driver'] {
  const [report] = reports;
  const { name, version } = report?.tool ?? { name: 'multiarch-lint', version: undefined };
  return {
    name,
    // Without a project there is no report to say it.
    ...(version === undefined ? {} : { fullName: `${name} ${version}`, version, semanticVersion: version }),
    informationUri: toolPage,
    rules: rules.map(sarifRule),
  };
}

/**
 * What tells the runs over different projects of one repository apart, so that the results of one do not replace those
 * of another; with a `/` at its end, since it names a category of runs (3.17.3).
 */
function automationId(reports: readonly Report[]): string {
  const [first, ...others] = reports;
  return first === undefined || others.length > 0 ? 'multiarch-lint/' : `multiarch-lint/${first.root}`;
}

const outcomesOf = ({ root, findings, suppressed, baseline }: Report): readonly Outcome[] => [
  ...findings.map((finding) => ({ finding, root })),
  ...suppressed.map(({ finding, reason }) => ({ finding, root, reason })),
  ...(baseline?.known ?? []).map((finding) => ({ finding, root, isKnown: true })),
];

/** All outcomes in their order if there are not too many; otherwise the most severe ones. */
function mostSevere(outcomes: readonly Outcome[], most: number): readonly Outcome[] {
  if (outcomes.length <= most) return outcomes;
  return outcomes.toSorted((a, b) => weight(a) - weight(b)).slice(0, most);
}

const weights = { error: 0, warning: 1, info: 2 } as const;

const weight = ({ finding, reason, isKnown }: Outcome): number =>
  reason === undefined && isKnown !== true
    ? weights[finding.severity] + (finding.certainty === 'undecided' ? 3 : 0)
    : 6;

import type { Finding } from '../engine/finding.ts';
import type { Span } from '../source/source-file.ts';
import { type Cause, groupBy } from '../value/index.ts';
import { coverageOf, omissionsOf } from './coverage.ts';
import { findingCounts } from './finding-counts.ts';
import { lineOf } from './location.ts';
import type { Paint } from './paint.ts';
import type { Coverage } from './project-outline.ts';
import type { Report, ReportView } from './report.ts';
import { showable } from './showable.ts';
import { counted, listed } from './wording.ts';
import { wrap } from './wrap.ts';

const mostOmissions = 10;

/** What was not analysed and why, one line each, but for what a finding shows; none if everything was. */
export function omissionLines(reports: readonly Report[], { width }: ReportView, paint: Paint): readonly string[] {
  const causes = reports.flatMap((report) =>
    inOrder(unshownOmissions(report)).map((cause) => `${lineOf(cause, report.root)}: ${cause.because}`),
  );
  const distinct = [...new Set(causes)].map(showable);
  if (distinct.length === 0) return [];
  const shown = distinct.slice(0, mostOmissions).flatMap((text) => hanging(text, width));
  const more = distinct.length - mostOmissions;
  return [paint.strong('not analysed:'), ...shown, ...(more > 0 ? [`  and ${counted(more, 'more place')}`] : [])];
}

function unshownOmissions({ project, findings }: Report): readonly Cause[] {
  const shown = new Set(
    findings
      .flatMap(({ at, related = [], causes }) => [at, ...[...related, ...causes].map((place) => place.at)])
      .map(placeKey),
  );
  return omissionsOf(project).filter(({ at }) => !shown.has(placeKey(at)));
}

/** File by file, as they come up, and each file from top to bottom. */
const inOrder = (causes: readonly Cause[]): readonly Cause[] =>
  [...groupBy(causes, ({ at }) => at.file.path).values()].flatMap((ofFile) =>
    ofFile.toSorted((left, right) => left.at.start - right.at.start),
  );

const placeKey = ({ file, start }: Span): string => `${file.path} ${String(start)}`;

const hanging = (text: string, width: number): readonly string[] =>
  wrap(text, width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`);

/** The last lines of a report: what was checked, so that "no problems" can be judged, and how much was found. */
export function summaryLines(reports: readonly Report[], { width }: ReportView, paint: Paint): readonly string[] {
  const findings = reports.flatMap((report) => report.findings);
  const ruleCount = new Set(reports.flatMap(({ rules }) => rules.map(({ id }) => id))).size;
  const coverages = reports.map(({ project }) => coverageOf(project));
  const files = coverages.reduce((sum, coverage) => sum + coverage.files, 0);
  const scope = `${counted(ruleCount, 'rule')}, ${counted(files, 'file')}`;
  const line = `${findingCounts(reports)}; ${scope}`;
  const checked = reports.map(({ root }, index) => checkedSentence(root, coverages[index]));
  const isSuccess =
    findings.length === 0 &&
    reports.every(({ project }) => coverageOf(project).pipelines > 0 && omissionsOf(project).length === 0);
  return [
    ...checked.flatMap((text) => wrap(text, width)),
    ...fixLines(findings).map((text) => paint.strong(text)),
    ...wrap(line, width).map((text) => (isSuccess ? paint.good(text) : paint.strong(text))),
  ];
}

/** How much of it can be fixed; nothing if no finding has a fix. */
function fixLines(findings: readonly Finding[]): readonly string[] {
  const safe = findings.filter(({ fix }) => fix?.safety === 'safe').length;
  const unsafe = findings.filter(({ fix }) => fix?.safety === 'unsafe').length;
  const parts = [
    ...(safe > 0 ? [`${counted(safe, 'problem')} by --fix`] : []),
    ...(unsafe > 0 ? [`${safe > 0 ? `${String(unsafe)} more` : counted(unsafe, 'problem')} by --fix-unsafe`] : []),
  ];
  return parts.length === 0 ? [] : [`can be fixed: ${parts.join(', ')}`];
}

/** What a run saw. */
export function checkedSentence(root: string, coverage: Coverage | undefined): string {
  const place = root === '' ? '' : `${showable(root)}: `;
  const { dockerfiles = 0, runners = 0 } = coverage ?? {};
  const others = [
    ...(dockerfiles > 0 ? [counted(dockerfiles, 'Dockerfile')] : []),
    ...(runners > 0 ? [counted(runners, 'runner')] : []),
  ];
  if (coverage === undefined || coverage.pipelines === 0) {
    return `${place}no pipeline was found, so ${others.length === 0 ? 'nothing was checked' : `only ${listed(others)} could be checked`}`;
  }
  const pipelines = `${counted(coverage.pipelines, 'pipeline')} with ${counted(coverage.jobs, 'job')}`;
  if (coverage.buildSteps + coverage.mergeSteps === 0) {
    return `${place}checked ${listed([pipelines, ...others])}; no command was found that builds or merges an image`;
  }
  const platforms = coverage.platforms.length === 0 ? '' : ` (${listed(coverage.platforms)})`;
  const steps = [
    counted(coverage.buildSteps, 'build step'),
    counted(coverage.mergeSteps, 'merge step'),
    `${counted(coverage.images, 'multi-arch image')}${platforms}`,
    ...others,
  ];
  return `${place}checked ${pipelines}: ${listed(steps)}`;
}

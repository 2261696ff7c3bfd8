import type { Finding } from '../engine/finding.ts';
import type { Fix } from '../rule/fix.ts';
import { codeFrame, type FrameView, gutterOf } from './code-frame.ts';
import { inert } from './inert.ts';
import { lineOf } from './location.ts';
import { paintWith } from './paint.ts';
import type { Report, Reporter, ReportView } from './report.ts';
import { showable } from './showable.ts';
import { omissionLines, summaryLines } from './summary.ts';
import { claimOf, counted, labelOf } from './wording.ts';
import { wrap } from './wrap.ts';

/**
 * The report for people: every finding with the code it is about, then what was not analysed and a summary. A run
 * without findings says what it checked. `quiet` leaves out everything but the findings.
 */
export const terminal: Reporter = (reports, { width, ...look }) => {
  const view = { ...look, width: Math.max(width, narrowest) };
  const findings = reports.flatMap((report) => report.findings.map((finding) => findingLines(finding, report, view)));
  const end = view.quiet ? [] : [...omissions(reports, view), summaryLines(reports, view, paintWith(view.color))];
  return inert([...findings, ...end].map((lines) => `${lines.join('\n')}\n`).join('\n'));
};

/** Columns below which frames say nothing any more. */
const narrowest = 40;

/** What was not analysed, as a block of its own if there is any. */
function omissions(reports: readonly Report[], view: ReportView): readonly (readonly string[])[] {
  const lines = omissionLines(reports, view, paintWith(view.color));
  return lines.length === 0 ? [] : [lines];
}

function findingLines(finding: Finding, { root }: Report, { color, width }: ReportView): readonly string[] {
  const frameView: FrameView = { root, width, paint: paintWith(color) };
  return [
    ...headerLines(finding, frameView),
    ...codeFrame(finding, frameView),
    ...causeNotes(finding, root).flatMap((note) => noteLines(finding, note, frameView)),
    ...(finding.help === undefined ? [] : noteLines(finding, `help: ${showable(finding.help)}`, frameView)),
    ...(finding.fix === undefined ? [] : noteLines(finding, showable(fixNote(finding.fix)), frameView)),
  ];
}

/** `fix: …`, or `fix (unsafe, because …): …`. */
function fixNote({ title, safety, because }: Fix): string {
  if (safety === 'safe') return `fix: ${title}`;
  return because === undefined ? `fix (unsafe): ${title}` : `fix (unsafe, because ${because}): ${title}`;
}

function headerLines(finding: Finding, { width, paint }: FrameView): readonly string[] {
  const label = `${labelOf(finding)}[${finding.ruleId}]`;
  const [first = '', ...others] = wrap(claimOf(finding), width - 2, label.length);
  return [
    `${paint.label(finding, label)}${paint.strong(`: ${first}`)}`,
    ...others.map((line) => `  ${paint.strong(line)}`),
  ];
}

const mostCauses = 3;

/** Why an undecided finding is undecided. */
function causeNotes({ causes }: Finding, root: string): readonly string[] {
  const notes = causes.map(
    (cause) => `cannot tell, because ${showable(cause.because)}, see ${showable(lineOf(cause, root))}`,
  );
  const distinct = [...new Set(notes)];
  const more = distinct.length - mostCauses;
  return more <= 0 ? distinct : [...distinct.slice(0, mostCauses), `and for ${counted(more, 'more reason')}`];
}

/** `= help: …` below the ruler, wrapped behind the sign. */
function noteLines(finding: Finding, text: string, { width, paint }: FrameView): readonly string[] {
  const indent = ' '.repeat(gutterOf(finding));
  return wrap(text, width - indent.length - 2).map((line, index) =>
    index === 0 ? `${indent}${paint.frame('=')} ${line}` : `${indent}  ${line}`,
  );
}

import type { Finding } from '../engine/finding.ts';
import { coverageOf, omissionsOf } from './coverage.ts';
import { findingCounts } from './finding-counts.ts';
import { inert } from './inert.ts';
import { lineOf, pathOf } from './location.ts';
import { markdownCode, markdownText } from './markdown-text.ts';
import type { Report, Reporter } from './report.ts';
import { checkedSentence } from './summary.ts';
import { becauseOf, claimOf, counted, labelOf } from './wording.ts';

/** So many entries stand in a list; a comment is read, not searched. */
const mostEntries = 20;

/** By the mark a program finds the comment again that it wrote before. */
const mark = '<!-- multiarch-lint -->';

/**
 * A comment for a merge request: how much was found, the errors and the warnings, and folded what is only to be known,
 * could not be decided or was not read. Nothing from the repository is read as Markdown, and nobody is mentioned.
 */
export const markdown: Reporter = (reports) => {
  const outcomes = reports.flatMap(({ findings, root }) => findings.map((finding) => ({ finding, root })));
  const certain = outcomes.filter(({ finding }) => finding.certainty === 'violation');
  const problems = certain.filter(({ finding }) => finding.severity !== 'info');
  const notes = certain.filter(({ finding }) => finding.severity === 'info');
  const undecided = outcomes.filter(({ finding }) => finding.certainty === 'undecided');
  const omissions = reports.flatMap(({ root, project }) =>
    omissionsOf(project).map((cause) => `${markdownCode(lineOf(cause, root))}: ${markdownText(cause.because)}`),
  );
  const paragraphs = [
    `${mark}\n### multiarch-lint: ${findingCounts(reports)}`,
    list(bySeverity(problems).map(entryOf)),
    ...(outcomes.length === 0 ? [list(reports.map(checkedOf))] : []),
    folded(counted(notes.length, 'note'), notes.map(entryOf)),
    folded(`${String(undecided.length)} undecided`, bySeverity(undecided).map(entryOf)),
    folded(`${counted(omissions.length, 'place')} not analysed`, omissions),
  ];
  return inert(`${paragraphs.filter((paragraph) => paragraph !== '').join('\n\n')}\n`);
};

/** A finding with the root of its project. */
interface Outcome {
  readonly finding: Finding;
  readonly root: string;
}

const weights = { error: 0, warning: 1, info: 2 } as const;

const bySeverity = (outcomes: readonly Outcome[]): readonly Outcome[] =>
  outcomes.toSorted((left, right) => weights[left.finding.severity] - weights[right.finding.severity]);

/** `**error** in `ci/build.yml:12`: what is wrong. *How to solve it* (`rule`)`. */
function entryOf({ finding, root }: Outcome): string {
  const { at, help, ruleId } = finding;
  const place = markdownCode(`${pathOf(at.file, root)}:${String(at.file.positionAt(at.start).line)}`);
  const claim = markdownText(`${claimOf(finding)}${becauseOf(finding)}`);
  const solution = help === undefined ? '' : `<br>help: ${markdownText(help)}`;
  return `**${labelOf(finding)}** ${markdownCode(ruleId)} in ${place}<br>${claim}${solution}`;
}

const checkedOf = ({ root, project }: Report): string => markdownText(checkedSentence(root, coverageOf(project)));

function list(entries: readonly string[]): string {
  const shown = entries.slice(0, mostEntries).map((entry) => `- ${entry}`);
  const more = entries.length - mostEntries;
  return [...shown, ...(more > 0 ? [`- and ${String(more)} more`] : [])].join('\n');
}

/** Entries that show when their headline is clicked; nothing without entries. */
const folded = (summary: string, entries: readonly string[]): string =>
  entries.length === 0 ? '' : `<details><summary>${summary}</summary>\n\n${list(entries)}\n\n</details>`;

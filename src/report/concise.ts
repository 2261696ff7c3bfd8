import type { Finding } from '../engine/finding.ts';
import { inert } from './inert.ts';
import { placeOf } from './location.ts';
import type { Reporter } from './report.ts';
import { showable } from './showable.ts';
import { becauseOf, claimOf, labelOf } from './wording.ts';

/** One line per finding, for editors and `grep`: `path:line:column: severity[rule] message (help)`. */
export const concise: Reporter = (reports) =>
  inert(reports.flatMap(({ findings, root }) => findings.map((finding) => `${lineFor(finding, root)}\n`)).join(''));

function lineFor(finding: Finding, root: string): string {
  const help = finding.help === undefined ? '' : ` (${showable(finding.help)})`;
  const place = showable(placeOf(finding.at, root));
  return `${place}: ${labelOf(finding)}[${finding.ruleId}] ${claimOf(finding)}${becauseOf(finding)}${help}`;
}

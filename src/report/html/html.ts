import { hash } from 'node:crypto';
import type { Report, Reporter } from '../report.ts';
import { counted, listed } from '../wording.ts';
import { countBy } from './counts.ts';
import { filterBar } from './filter-bar.ts';
import { type Markup, html as markup } from './markup.ts';
import { labels, type Outcome, outcomesOf } from './outcome.ts';
import { type ProjectPart, projectSection } from './project-section.ts';
import { ruleNotes } from './rule-notes.ts';
import { script } from './script.ts';
import { style } from './style.ts';

/**
 * The report as one page for a browser, which needs nothing else: the picture of every pipeline, what is built where, and
 * the findings with their code. It runs its own script only, asks no network, and shows everything without a script, too.
 */
export const html: Reporter = (reports) => {
  const parts = partsOf(reports);
  const outcomes = parts.flatMap((part) => part.outcomes);
  const found = new Set(outcomes.map(({ rule }) => rule));
  const rules = new Map(reports.flatMap((report) => report.rules.map((rule) => [rule.id, rule] as const)));
  const body = markup`<a class="skip" href="#${parts.length === 1 ? 'project-1-findings' : 'main'}">Skip to the findings</a>
${header(parts, outcomes)}
<main id="main" tabindex="-1">
${parts.length > 0 && tiles(outcomes)}${contents(parts)}${parts.length > 1 && filterBar(outcomes)}
${parts.map((part) => projectSection(part, { isOnly: parts.length === 1, filter: parts.length === 1 ? filterBar(outcomes) : markup`` }))}
${ruleNotes([...rules.values()].filter((rule) => found.has(rule)))}
</main>
${footer(reports)}`;
  return pageOf(titleOf(parts), body).html;
};

function partsOf(reports: readonly Report[]): readonly ProjectPart[] {
  return reports.map((report, index) => ({
    report,
    outcomes: outcomesOf(report),
    anchor: `project-${String(index + 1)}`,
    name: report.root === '' ? 'this repository' : report.root.replace(/\/$/, ''),
  }));
}

const titleOf = (parts: readonly ProjectPart[]): string =>
  parts.length === 1
    ? `Multi-architecture images of ${parts[0]?.name ?? ''}`
    : `Multi-architecture images of ${counted(parts.length, 'project')}`;

/** Style and script are allowed by their hashes, everything else is not. */
const pageOf = (title: string, body: Markup): Markup => markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'sha256-${digest(style)}'; script-src 'sha256-${digest(script)}'; base-uri 'none'; form-action 'none'">
<meta name="referrer" content="no-referrer">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${ours(style)}</style>
</head>
<body>
${body}
<script>${ours(script)}</script>
</body>
</html>
`;

const digest = (text: string): Markup => ours(hash('sha256', text, 'base64'));

/** Text that this program wrote itself, and that is no part of a repository. */
const ours = (text: string): Markup => ({ html: text });

const header = (parts: readonly ProjectPart[], outcomes: readonly Outcome[]): Markup =>
  markup`<header class="top"><div><h1>${titleOf(parts)}</h1><p class="dim">${parts.length === 0 ? 'Nothing was linted.' : verdictOf(outcomes)}</p></div><button type="button" id="theme" class="scripted" hidden>Dark theme</button></header>`;

function verdictOf(outcomes: readonly Outcome[]): string {
  const certain = outcomes.filter(({ finding }) => finding.certainty === 'violation').length;
  if (outcomes.length === 0) return 'Nothing was found to be wrong.';
  const open = outcomes.length - certain;
  return `${listed([...(certain > 0 ? [counted(certain, 'problem')] : []), ...(open > 0 ? [`${String(open)} that could not be decided`] : [])])}.`;
}

/** How much was found of each severity. */
function tiles(outcomes: readonly Outcome[]): Markup {
  const counts = countBy(outcomes, 'label');
  if (outcomes.length === 0) return markup`<ul class="verdict"><li class="good"><b>0</b>problems</li></ul>`;
  return markup`<ul class="verdict">${labels.map((label) => tile(label, counts.get(label) ?? 0))}</ul>`;
}

function tile(label: string, count: number): Markup {
  const noun = label === 'undecided' || count === 1 ? label : `${label}s`;
  return markup`<li class="${count === 0 ? 'none' : label}"><b>${count}</b>${noun}</li>`;
}

/** Several projects with how much was found in each. */
function contents(parts: readonly ProjectPart[]): Markup {
  if (parts.length < 2) return markup``;
  return markup`<nav class="toc" aria-labelledby="toc"><h2 id="toc">Projects</h2><ul>${parts.map(
    ({ anchor, name, outcomes }) => markup`<li><a href="#${anchor}">${name}</a> ${countLabels(outcomes)}</li>`,
  )}</ul></nav>`;
}

/** `4 errors`, `1 note`: what was found, the worst first. */
const countLabels = (outcomes: readonly Outcome[]): readonly Markup[] => {
  const counts = countBy(outcomes, 'label');
  return labels.flatMap((label) => {
    const count = counts.get(label);
    return count === undefined ? [] : markup`<span class="label ${label}">${nounFor(label, count)}</span> `;
  });
};

const nounFor = (label: string, count: number): string =>
  label === 'undecided' ? `${String(count)} undecided` : counted(count, label);

function footer(reports: readonly Report[]): Markup {
  const [first] = reports;
  const ruleCount = new Set(reports.flatMap(({ rules }) => rules.map(({ id }) => id))).size;
  return markup`<footer>${first !== undefined && `${first.tool.name} ${first.tool.version}, ${counted(ruleCount, 'rule')}. `}This page is one file and asks no network.</footer>`;
}

import type { Finding, SuppressedFinding } from '../../engine/finding.ts';
import { lineOf, placeOf } from '../location.ts';
import { claimOf, counted, labelOf } from '../wording.ts';
import { fixPatch } from './fix-patch.ts';
import { codeFrame } from './frame.ts';
import { html, type Markup, prose, together } from './markup.ts';
import type { Outcome } from './outcome.ts';

/** One finding: what is wrong, the code, why it cannot be told for certain, what to do. */
export function findingCard({ finding, anchor, rule }: Outcome, root: string): Markup {
  const label = labelOf(finding);
  const names = jobNames(finding);
  return html`<article class="finding ${label}" id="${anchor}" tabindex="-1" aria-labelledby="${anchor}-claim" data-severity="${label}" data-rule="${finding.ruleId}" data-jobs="${JSON.stringify(names)}">
<header><span class="label ${label}">${label}</span> ${ruleName(finding.ruleId, rule !== undefined)}</header>
<h4 id="${anchor}-claim">${prose(claimOf(finding))}</h4>
${codeFrame(finding, root)}
${causesOf(finding, root)}${finding.help !== undefined && html`<p class="advice"><b>Help</b> ${prose(finding.help)}</p>`}
${fixPatch(finding.fix, root)}${names.length > 0 && html`<p class="jobs"><b>${names.length === 1 ? 'Job' : 'Jobs'}</b> ${jobList(names)}</p>`}
</article>`;
}

const ruleName = (id: string, isListed: boolean): Markup =>
  isListed ? html`<a class="rule" href="#rule-${id}">${id}</a>` : html`<span class="rule">${id}</span>`;

const jobNames = ({ jobs = [] }: Finding): readonly string[] => [
  ...new Set(jobs.map(({ definition }) => definition.name)),
];

const mostJobs = 12;

const jobList = (names: readonly string[]): Markup =>
  html`${names.slice(0, mostJobs).map((name) => html`<code>${name}</code> `)}${names.length > mostJobs && `and ${counted(names.length - mostJobs, 'more')}`}`;

const mostCauses = 3;

/** Why an undecided finding is undecided; many reasons are folded. */
function causesOf({ causes }: Finding, root: string): Markup {
  const reasons = [
    ...new Map(
      causes.map((cause) => [
        `${cause.because} ${lineOf(cause, root)}`,
        { because: cause.because, at: lineOf(cause, root) },
      ]),
    ).values(),
  ].map(({ because, at }) => html`<li>${prose(because)} <span class="place">${at}</span></li>`);
  if (reasons.length === 0) return html``;
  const rest = reasons.slice(mostCauses);
  return html`<div class="causes"><b>Cannot tell, because</b><ul>${reasons.slice(0, mostCauses)}</ul>${
    rest.length > 0 &&
    html`<details><summary>${counted(rest.length, 'more reason')}</summary><ul>${rest}</ul></details>`
  }</div>`;
}

/** What comments silence, folded. */
export function suppressedList(suppressed: readonly SuppressedFinding[], root: string): Markup {
  if (suppressed.length === 0) return html``;
  return html`<details class="fold"><summary>${counted(suppressed.length, 'suppressed finding')}</summary><ul>${together(
    suppressed.map(
      ({ finding, reason }) =>
        html`<li><span class="rule">${finding.ruleId}</span> <span class="place">${placeOf(finding.at, root)}</span><br>${prose(claimOf(finding))}<br><b>Suppressed:</b> ${reason}</li>`,
    ),
  )}</ul></details>`;
}

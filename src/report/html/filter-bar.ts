import { countBy } from './counts.ts';
import { html, type Markup } from './markup.ts';
import { labels, type Outcome } from './outcome.ts';

/** The filter by severity and rule; hidden until the script shows it, because it does nothing without. */
export function filterBar(outcomes: readonly Outcome[]): Markup {
  const severities = countBy(outcomes, 'label');
  const rules = [...countBy(outcomes, 'rule')].sort(([one], [other]) => (one < other ? -1 : 1));
  if (outcomes.length < 2) return html`<div hidden>${controls([], [])}</div>`;
  return html`<div class="filter scripted" role="search" aria-label="filter findings" hidden>${controls(
    labels.flatMap((label) => {
      const count = severities.get(label);
      return count === undefined ? [] : [[label, count] as const];
    }),
    rules,
  )}</div>`;
}

type Counts = readonly (readonly [string, number])[];

const controls = (severities: Counts, rules: Counts): Markup => html`<form id="filter">
<fieldset><legend>Show</legend>${severities.map(([label, count]) => html`<label><input type="checkbox" value="${label}" checked>${label} ${count}</label>`)}</fieldset>
<label for="by-rule" class="dim">Rule</label> <select id="by-rule"><option value="">all</option>${rules.map(([id, count]) => html`<option value="${id}">${id} (${count})</option>`)}</select>
<output id="shown" aria-live="polite"></output>
<button type="button" id="reset" hidden>Show all</button>
</form>`;

import {
  type Doubt,
  type Known,
  type Plan,
  type PlannedImage,
  type PlannedPart,
  planOf,
  type Verdict,
} from '../../plan/index.ts';
import type { Project } from '../../rule/index.ts';
import { counted } from '../wording.ts';
import { html, type Markup, prose } from './markup.ts';

/** What is built where, pushed as what and joined by whom: a table per image. */
export function planSection(project: Project): Markup {
  const plan = planOf(project);
  if (plan.images.length === 0 && plan.unpublished.length === 0) return html``;
  const [first, rest] = [plan.images.slice(0, mostOpen), plan.images.slice(mostOpen)];
  return html`<h3>Plan</h3>${first.map(imageOf)}${
    rest.length > 0 &&
    html`<details class="fold"><summary>${counted(rest.length, 'more image')}</summary>${rest.map(imageOf)}</details>`
  }${unpublished(plan)}${openTo(plan.openTo)}`;
}

/** So many images are shown at once; more are folded. */
const mostOpen = 12;

const kinds = {
  merged: 'joined by a merge',
  'multi-platform': 'one build for all platforms',
  'one-platform': 'one platform',
  split: 'platforms under names of their own',
} as const satisfies Readonly<Record<PlannedImage['kind'], string>>;

function imageOf(image: PlannedImage): Markup {
  return html`<div class="image"><h4><code>${image.name}</code> <span class="dim">${kinds[image.kind]}</span></h4>
<ul class="chips">${image.platforms.map(({ platform, state }) => html`<li class="chip ${state}">${platform ?? 'platform of the machine'}${state !== 'published' && `: ${state}`}</li>`)}</ul>
${image.parts.length > 0 && tableOf(image)}${mergesOf(image)}${
  image.notes.length > 0 &&
  html`<ul class="notes">${image.notes.map(({ kind, text, at }) => html`<li><span class="label ${noteLabels[kind]}">${kind}</span> ${prose(text)} <span class="place">${at.path}:${at.line}</span></li>`)}</ul>`
}</div>`;
}

const noteLabels = { gap: 'error', risk: 'warning', doubt: 'undecided' } as const;

const columns = ['Platform', 'Built by', 'Builder', 'Runner', 'Pushed as', 'Cache', 'Attested', 'Joined'] as const;

const tableOf = (image: PlannedImage): Markup =>
  html`<div class="table" role="region" aria-label="builds of ${image.name}" tabindex="0"><table><thead><tr>${columns.map((name) => html`<th scope="col">${name}</th>`)}</tr></thead><tbody>${image.parts.map((part) => rowOf(part, image))}</tbody></table></div>`;

function rowOf(part: PlannedPart, image: PlannedImage): Markup {
  const cells: readonly Markup[] = [
    knownOf(part.platform, 'that of the machine'),
    html`<code>${part.job.name}</code>${part.job.stage !== undefined && html` <span class="dim">${part.job.stage}</span>`}`,
    html`${part.builder.name} ${part.builder.version ?? ''}`,
    runnerOf(part),
    referencesOf(part),
    part.caches.length === 0 ? none : html`${part.caches.map(({ shown }) => html`<div>${shown}</div>`)}`,
    verdictOf(part.attested, { yes: 'yes', no: 'no' }),
    joinedOf(part, image),
  ];
  return html`<tr>${cells.map((cell, index) => html`<td data-name="${columns[index] ?? ''}"><div>${cell}</div></td>`)}</tr>`;
}

const none = html`<span class="dim">–</span>`;

const unclear = (causes: readonly Doubt[], text = 'cannot be told'): Markup =>
  html`<span class="doubt" title="${causes.map(({ because }) => because).join('; ')}">${text}</span>`;

const knownOf = (known: Known<string>, whenUnset: string): Markup => {
  if (known.is === 'unknown') return unclear(known.causes);
  return known.is === 'set' ? html`${known.value}` : html`<span class="dim">${whenUnset}</span>`;
};

const verdictOf = (verdict: Verdict, words: { readonly yes: string; readonly no: string }): Markup =>
  verdict.is === 'unknown' ? unclear(verdict.causes) : html`${words[verdict.is]}`;

function runnerOf({ runner: { labels, isNative } }: PlannedPart): Markup {
  const shown =
    labels.length === 0
      ? html`<span class="dim">any</span>`
      : html`${labels.map((label) => html`<code>${label}</code> `)}`;
  return html`${shown}${isNative.is === 'no' && html` <span class="bad">another platform</span>`}`;
}

function referencesOf({ references, referencesOpenTo, pushed }: PlannedPart): Markup {
  if (pushed.is === 'no') return html`<span class="bad">not pushed</span>`;
  return html`${references.map(({ reference }) => html`<div><code>${reference}</code></div>`)}${
    pushed.is === 'unknown' && unclear(pushed.causes, 'perhaps')
  }${referencesOpenTo.length > 0 && unclear(referencesOpenTo, references.length > 0 ? 'and perhaps others' : 'cannot be told')}`;
}

function joinedOf({ joined }: PlannedPart, { merges }: PlannedImage): Markup {
  const names = joined.merges.flatMap((index) => merges[index]?.job.name ?? []);
  const jobs = html`${[...new Set(names)].map((name) => html`<code>${name}</code> `)}`;
  switch (joined.by) {
    case 'merge':
      return jobs;
    case 'build':
      return html`by the build`;
    case 'none-needed':
      return none;
    case 'no':
      return html`<span class="bad">nobody</span>`;
    default:
      return html`${unclear(joined.causes, 'perhaps')} ${jobs}`;
  }
}

const mergesOf = ({ merges }: PlannedImage): Markup =>
  html`${merges.map(
    ({ job, tool, targets, entries, waits, early }) =>
      html`<p class="toward"><code>${job.name}</code> joins ${counted(entries.length, 'part')} by ${tool.name} ${tool.version ?? ''} as ${targets.map(({ reference }) => html`<code>${reference}</code> `)}${
        waits.is === 'no' &&
        html`<span class="label error">does not wait for ${early.map(({ name }) => name).join(', ')}</span>`
      }${waits.is === 'unknown' && html`<span class="label undecided">may not wait for all</span>`}</p>`,
  )}`;

function unpublished({ unpublished: images }: Plan): Markup {
  if (images.length === 0) return html``;
  return html`<details class="fold"><summary>Built and not pushed: ${counted(images.length, 'image')}</summary><ul>${images.map(
    ({ name, jobs }) => html`<li><code>${name}</code> by ${jobs.map((job) => html`<code>${job.name}</code> `)}</li>`,
  )}</ul></details>`;
}

function openTo(doubts: readonly Doubt[]): Markup {
  if (doubts.length === 0) return html``;
  return html`<p class="dim">There may be more images than these: ${counted(doubts.length, 'place')} could not be followed (see “Not analysed”).</p>`;
}

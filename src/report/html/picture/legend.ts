import { html, type Markup } from '../markup.ts';

/** What the lines and boxes of the picture mean. */
export const legend: Markup = html`<ul class="legend" aria-label="legend">
<li>${line('merge sound')}image is joined</li>
<li>${line('merge broken')}broken, leads to the finding</li>
<li>${line('merge doubtful')}cannot be told</li>
<li>${line('needs sound')}waits for</li>
<li>A box with a number leads to its findings.</li>
</ul>`;

function line(classes: string): Markup {
  return html`<svg width="34" height="14" aria-hidden="true"><path class="edge ${classes}" d="M1 7h26"/><path class="arrow ${classes}" d="M26 3l7 4l-7 4z"/></svg>`;
}

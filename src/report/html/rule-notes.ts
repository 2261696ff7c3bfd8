import type { Rule } from '../../rule/index.ts';
import { html, type Markup, prose } from './markup.ts';

/** What the rules say of which something was found, folded one by one. */
export function ruleNotes(rules: readonly Rule[]): Markup {
  if (rules.length === 0) return html``;
  return html`<section aria-labelledby="rules"><h2 id="rules">Rules</h2><p class="dim">Why each of them matters. <code>multiarch-lint explain RULE</code> says more.</p>${rules.map(noteOf)}</section>`;
}

const noteOf = ({ id, summary, why, references }: Rule): Markup =>
  html`<details class="fold rule-note" id="rule-${id}"><summary><span class="rule">${id}</span> ${prose(summary)}</summary>${paragraphs(why)}${linksOf(references)}</details>`;

/** The paragraphs and lists of Markdown as rules have it. */
const paragraphs = (markdown: string): readonly Markup[] =>
  markdown
    .trim()
    .split(/\n\s*\n/)
    .map((block) =>
      /^\s*- /.test(block)
        ? html`<ul>${block
            .split(/^\s*- /m)
            .slice(1)
            .map((item) => html`<li>${prose(oneLine(item))}</li>`)}</ul>`
        : html`<p>${prose(oneLine(block))}</p>`,
    );

const oneLine = (text: string): string => text.trim().replace(/\s+/g, ' ');

/** Links to pages on the web; whatever else a rule names is text. */
const linksOf = (references: readonly string[]): Markup =>
  html`<ul>${references.map((url) =>
    /^https:\/\//.test(url)
      ? html`<li><a href="${url}" rel="noopener noreferrer">${url}</a></li>`
      : html`<li>${url}</li>`,
  )}</ul>`;

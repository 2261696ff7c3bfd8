import { inertMarkup } from '../inert.ts';
import { showable } from '../showable.ts';

/** HTML that is safe to put into the page: made of constant pieces and of escaped text only. */
export interface Markup {
  readonly html: string;
}

/** What may stand in a template: text, which is escaped, and markup, which is not. `undefined` and `false` are nothing. */
export type Content = string | number | Markup | undefined | false | readonly Content[];

/**
 * A piece of HTML. What stands in it is escaped unless it is markup itself, so that nothing from a repository becomes a
 * tag; attributes with text in them must be in double quotes.
 */
export const html = (pieces: TemplateStringsArray, ...contents: readonly Content[]): Markup => ({
  html: pieces.map((piece, index) => (index === 0 ? '' : written(contents[index - 1])) + piece).join(''),
});

/** Pieces in a row. */
export const together = (pieces: readonly Content[]): Markup => ({ html: written(pieces) });

/** A text of ours or of a rule: what stands between backticks becomes code. */
export const prose = (text: string): Markup =>
  together(text.split('`').map((part, index, parts) => proseOf(part, index, parts.length)));

function proseOf(part: string, index: number, count: number): Content {
  if (index % 2 === 0) return part;
  // A backtick without its partner is a backtick.
  return index === count - 1 ? `\`${part}` : html`<code>${part}</code>`;
}

function written(content: Content): string {
  if (content === undefined || content === false) return '';
  if (typeof content === 'string') return escaped(content);
  if (typeof content === 'number') return String(content);
  return 'html' in content ? content.html : content.map(written).join('');
}

/** Text as HTML shows it, in elements and in quoted attributes; control characters become visible signs. */
const escaped = (text: string): string =>
  inertMarkup(lines(text).replace(/[&<>"'`]/g, (character) => `&#${String(character.charCodeAt(0))};`));

/** What no terminal shows, no page should: the same signs, but line breaks stay. */
const lines = (text: string): string => text.split('\n').map(showable).join('\n');

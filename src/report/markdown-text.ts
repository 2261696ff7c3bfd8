import { showable } from './showable.ts';

/** Cut there: one finding does not make a comment long. */
const longestText = 600;

/**
 * A message as Markdown of one line, in which nothing from the repository is a mark, HTML, a link, a mention or a
 * reference. What stands between backticks becomes code, of which no reader of Markdown makes anything else.
 * Source: github.github.com/gfm, docs.gitlab.com/user/markdown.
 */
export function markdownText(message: string): string {
  const text = shortened(showable(message));
  const parts = text.split('`');
  // Of an odd number of backticks the last one opens nothing.
  const isOpen = parts.length % 2 === 0;
  return parts
    .map((part, index) => {
      if (index % 2 === 0) return escaped(part);
      if (isOpen && index === parts.length - 1) return `\\\`${escaped(part)}`;
      return part === '' ? '\\`\\`' : codeSpan(part);
    })
    .join('');
}

/** Any text as code. */
export function markdownCode(text: string): string {
  return codeSpan(shortened(showable(text)));
}

/** The fence is longer than any row of backticks within; a blank keeps it apart from one at the edge. */
function codeSpan(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([row]) => row.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$|^ .* $/.test(text) ? ' ' : '';
  return `${fence}${pad}${text}${pad}${fence}`;
}

/** Behind the signs of mentions, references and addresses stands a blank without width, so that they are none. */
const escaped = (text: string): string =>
  text
    .replace(/[@#!~%&$^](?!\s)|:(?=\/\/)|\bwww(?=\.)|\bGL(?=-\d)/gi, '$&\u200B')
    .replace(/[\\*_{}[\]<>#|~&]/g, (character) => entities.get(character) ?? `\\${character}`);

const entities: ReadonlyMap<string, string> = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
]);

const shortened = (text: string): string =>
  text.length <= longestText ? text : `${text.slice(0, longestText - 1).replace(/[\uD800-\uDBFF]$/, '')}…`;

import type { EscapeCharacter } from './dockerfile-directives.ts';

/** Whether a character separates the words of an instruction. */
export const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === '\n' || char === '\r';

/** Where the word of a Dockerfile that begins at `from` ends: at a blank outside of quotes that is not escaped. */
export function endOfWord(text: string, from: number, escape: EscapeCharacter): number {
  let quote = '';
  for (let at = from; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === escape && quote !== "'") at++;
    else if (quote !== '') quote = char === quote ? '' : quote;
    else if (char === '"' || char === "'") quote = char;
    else if (isBlank(char)) return at;
  }
  return text.length;
}

/** The words of an instruction's line, quotes and escapes left in, as half-open offsets. */
export function wordRanges(text: string, escape: EscapeCharacter): readonly (readonly [number, number])[] {
  const words: (readonly [number, number])[] = [];
  for (let at = 0; at < text.length; ) {
    if (isBlank(text.charAt(at))) {
      at++;
      continue;
    }
    const end = endOfWord(text, at, escape);
    words.push([at, end]);
    at = end;
  }
  return words;
}

/** What a word such as `<<-EOF` asks for. */
export interface HeredocMark {
  /** The line that ends the here-document. */
  readonly name: string;
  /** Whether tabs in front of that line do not count. */
  readonly stripsTabs: boolean;
}

/**
 * The here-document that a word opens; `undefined` for other words.
 *
 * Source: buildkit frontend/dockerfile/parser/parser.go reHeredoc, ParseHeredoc.
 */
export function heredocMark(word: string): HeredocMark | undefined {
  const match = /^\d*<<(-?)([^<]+)$/.exec(word);
  if (match === null) return undefined;
  return { name: (match[2] ?? '').replace(/["']/g, ''), stripsTabs: match[1] === '-' };
}

/** Where the lines of a here-document that begins at `from` end, and where those behind its closing line begin. */
export function endOfHeredoc(
  text: string,
  from: number,
  end: number,
  { name, stripsTabs }: HeredocMark,
): { readonly body: number; readonly next: number } {
  for (let start = from; start < end; ) {
    const lineBreak = text.indexOf('\n', start);
    const lineEnd = lineBreak === -1 ? end : Math.min(lineBreak, end);
    const line = text.slice(start, lineEnd).replace(/\r$/, '');
    const next = Math.min(lineEnd + 1, end);
    if ((stripsTabs ? line.replace(/^\t+/, '') : line) === name) return { body: start, next };
    start = lineEnd + 1;
  }
  return { body: end, next: end };
}

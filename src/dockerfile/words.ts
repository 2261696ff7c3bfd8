import type { EmbeddedText } from '../source/embedded-text.ts';
import type { EscapeCharacter } from '../syntax/dockerfile.ts';

/** The words of an instruction's line: cut at blanks outside quotes, quotes and escapes left in. */
export function wordsOf(line: EmbeddedText, escape: EscapeCharacter): readonly EmbeddedText[] {
  const words: EmbeddedText[] = [];
  const { text } = line;
  for (let at = 0; at < text.length; ) {
    if (isBlank(text.charAt(at))) {
      at++;
      continue;
    }
    const end = endOfWord(text, at, escape);
    words.push(line.slice(at, end));
    at = end;
  }
  return words;
}

/** The flags in front of an instruction's words (`--from=build`), and the line behind them. */
export interface FlaggedLine {
  readonly flags: readonly EmbeddedText[];
  readonly rest: EmbeddedText;
}

/**
 * Takes the flags off an instruction's line.
 *
 * Source: buildkit frontend/dockerfile/parser/line_parsers.go and split_command.go extractBuilderFlags.
 */
export function withoutFlags(line: EmbeddedText, escape: EscapeCharacter): FlaggedLine {
  const flags: EmbeddedText[] = [];
  const { text } = line;
  let at = 0;
  while (text.startsWith('--', at)) {
    const end = endOfWord(text, at, escape);
    flags.push(line.slice(at, end));
    at = end;
    while (isBlank(text.charAt(at))) at++;
  }
  return { flags, rest: line.slice(at, text.length) };
}

function endOfWord(text: string, from: number, escape: EscapeCharacter): number {
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

const isBlank = (char: string): boolean => char === ' ' || char === '\t' || char === '\n' || char === '\r';

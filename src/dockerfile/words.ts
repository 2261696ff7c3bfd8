import type { EmbeddedText } from '../source/embedded-text.ts';
import type { EscapeCharacter } from '../syntax/dockerfile.ts';
import { endOfWord, isBlank, wordRanges } from '../syntax/dockerfile-words.ts';

/** The words of an instruction's line: cut at blanks outside quotes, quotes and escapes left in. */
export const wordsOf = (line: EmbeddedText, escape: EscapeCharacter): readonly EmbeddedText[] =>
  wordRanges(line.text, escape).map(([start, end]) => line.slice(start, end));

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
  const { text } = line;
  if (!text.startsWith('--')) return { flags: [], rest: line };
  const flags: EmbeddedText[] = [];
  let at = 0;
  while (text.startsWith('--', at)) {
    const end = endOfWord(text, at, escape);
    flags.push(line.slice(at, end));
    at = end;
    while (isBlank(text.charAt(at))) at++;
  }
  return { flags, rest: line.slice(at, text.length) };
}

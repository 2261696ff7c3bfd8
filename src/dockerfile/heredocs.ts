import { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import type { EscapeCharacter } from '../syntax/dockerfile.ts';
import { endOfHeredoc, heredocMark } from '../syntax/dockerfile-words.ts';
import { wordsOf } from './words.ts';

/** A here-document of an instruction. */
export interface Heredoc {
  readonly name: string;
  /** The word that opens it: `<<EOF`. */
  readonly word: EmbeddedText;
  /** Its lines without the closing one. */
  readonly body: EmbeddedText;
}

/** What a `RUN` hands to a shell or to another program. */
export interface RunScript {
  readonly text: EmbeddedText;
  /** The program of a `#!` line; absent if the stage's shell runs it. */
  readonly interpreter: string | undefined;
}

/**
 * The here-documents that an instruction's line opens, with their bodies out of the lines behind it.
 *
 * Source: buildkit frontend/dockerfile/parser/parser.go reHeredoc, heredocsFromLine.
 */
export function heredocsOf(line: EmbeddedText, rest: Span, escape: EscapeCharacter): readonly Heredoc[] {
  if (rest.end <= rest.start) return [];
  const found: Heredoc[] = [];
  let at = rest.start;
  for (const word of wordsOf(line, escape)) {
    const mark = heredocMark(word.text);
    if (mark === undefined) continue;
    const end = endOfHeredoc(rest.file.text, at, rest.end, mark);
    found.push({ name: mark.name, word, body: EmbeddedText.verbatim(rest.file.span(at, end.body)) });
    at = end.next;
  }
  return found;
}

/** The script of `RUN <<EOF`, whose line holds nothing but the here-document; `undefined` for other lines. */
export function soleHeredocScript(line: EmbeddedText, heredocs: readonly Heredoc[]): RunScript | undefined {
  const [only] = heredocs;
  if (only === undefined || only.word.text !== line.text) return undefined;
  const interpreter = /^#!\s*(?:\S*\/env\s+(?:-\S+\s+)*)?(\S+)/.exec(only.body.text)?.[1];
  return { text: only.body, interpreter };
}

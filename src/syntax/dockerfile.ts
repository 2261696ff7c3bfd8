import { EmbeddedText } from '../source/embedded-text.ts';
import type { SourceFile, Span } from '../source/source-file.ts';
import { type DirectiveLine, directivesOf, type EscapeCharacter, escapeCharacterOf } from './dockerfile-directives.ts';
import { behindBlanks, endOfLine, isSkippable, type LogicalLine, logicalLine } from './dockerfile-lines.ts';
import { endOfHeredoc, heredocMark, wordRanges } from './dockerfile-words.ts';

export type { EscapeCharacter } from './dockerfile-directives.ts';

/** One instruction of a Dockerfile. */
export interface DockerfileInstruction {
  /** In upper case; any word if the line is no instruction. */
  readonly keyword: string;
  /** What follows the keyword as one line: continuations joined, comment lines and outer blanks left out. */
  readonly args: EmbeddedText;
  /** The text of `args`, which takes less to make. */
  readonly argsText: string;
  /** The lines behind that line, which are the bodies of its heredocs; empty without heredocs. */
  readonly rest: Span;
  /** From the keyword to the end of its last line. */
  readonly span: Span;
}

/** A Dockerfile as a list of instructions. */
export interface DockerfileSyntax {
  readonly escape: EscapeCharacter;
  readonly directives: readonly DirectiveLine[];
  readonly instructions: readonly DockerfileInstruction[];
}

/**
 * Cuts a Dockerfile into its instructions. Never throws; a line that is none becomes an instruction with an
 * unknown keyword. A byte order mark and Windows line ends are no part of anything. Takes time in proportion to the text.
 *
 * Source: buildkit frontend/dockerfile/parser/parser.go Parse; a test compares it with `dockerfile-ast`.
 */
export function parseDockerfile(file: SourceFile): DockerfileSyntax {
  const { text } = file;
  const directives = directivesOf(file);
  const escape = escapeCharacterOf(directives);
  const instructions: DockerfileInstruction[] = [];
  for (let from = 0; from < text.length; ) {
    const end = endOfLine(text, from);
    if (isSkippable(text, from, end)) {
      from = end + 1;
      continue;
    }
    const line = logicalLine(text, behindBlanks(text, from, end), escape);
    const instruction = new Instruction(file, line, escape);
    instructions.push(instruction);
    from = instruction.lastLineEnd + 1;
  }
  return { escape, directives, instructions };
}

/** A logical line with the lines of its heredocs; what follows the keyword is made into a text whenever it is asked for. */
class Instruction implements DockerfileInstruction {
  readonly keyword: string;
  readonly span: Span;
  /** The offset of the line break behind its last line, or the end of the text. */
  readonly lastLineEnd: number;
  readonly #parts: readonly number[];
  /** Where the keyword ends in the line. */
  readonly #keywordEnd: number;
  /** Where its logical line ends, and its heredocs begin. */
  readonly #lineEnd: number;

  constructor(file: SourceFile, { parts, end }: LogicalLine, escape: EscapeCharacter) {
    const line = joined(file.text, parts);
    const written = keywordIn(line);
    this.#parts = parts;
    this.#keywordEnd = written.end;
    this.keyword = written.end === 0 ? escape : keywordOf(line.slice(written.start, written.end));
    const behind = line.includes('<<') ? heredocsEnd(file.text, line, end, escape) : end;
    const start = parts[0] ?? end;
    this.lastLineEnd = behind;
    this.#lineEnd = end;
    this.span = file.span(start, start + file.text.slice(start, behind).trimEnd().length);
  }

  get rest(): Span {
    return this.span.file.span(Math.min(this.#lineEnd + 1, this.lastLineEnd), this.lastLineEnd);
  }

  get argsText(): string {
    return joined(this.span.file.text, this.#parts).slice(this.#keywordEnd).trim();
  }

  get args(): EmbeddedText {
    return argsOf(this.span.file, this.#parts, this.#keywordEnd);
  }
}

/** Where the first word stands in a line; a line that holds nothing but a continuation mark has none. */
function keywordIn(line: string): { readonly start: number; readonly end: number } {
  const word = /[^\t\v\f\r ]+/.exec(line);
  return word === null ? { start: 0, end: 0 } : { start: word.index, end: word.index + word[0].length };
}

/** The known keywords in upper case are one string for all files, of which there may be very many. */
const keywordOf = (written: string): string => {
  const keyword = written.toUpperCase();
  return keywords.get(keyword) ?? keyword;
};

/** Source: docs.docker.com/reference/dockerfile. */
const keywords: ReadonlyMap<string, string> = new Map(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'
    .split(' ')
    .map((keyword) => [keyword, keyword]),
);

const joined = (text: string, parts: readonly number[]): string =>
  parts.length === 2
    ? text.slice(parts[0], parts[1])
    : parts.map((from, index) => (index % 2 === 0 ? text.slice(from, parts[index + 1]) : '')).join('');

/** What stands in a line behind the offset `from`, without blanks at both ends. */
function argsOf(file: SourceFile, parts: readonly number[], from: number): EmbeddedText {
  const line = joined(file.text, parts);
  const start = line.length - line.slice(from).trimStart().length;
  const end = Math.max(start, line.trimEnd().length);
  const [first = 0] = parts;
  if (parts.length === 2) return EmbeddedText.verbatim(file.span(first + start, first + end));
  const spans = parts.flatMap((at, index) => (index % 2 === 0 ? [file.span(at, parts[index + 1] ?? at)] : []));
  const texts = spans.map((span) => EmbeddedText.verbatim(span));
  return EmbeddedText.join(texts, '', file.span(first, first)).slice(start, end);
}

/** Instructions that may have heredocs. Source: buildkit frontend/dockerfile/parser/parser.go heredocDirectives. */
const withHeredocs = /^\s*(?:ONBUILD\s+)?(?:ADD|COPY|RUN)\s/i;

/** Where the heredocs end that the words of a line open, the lines of which begin behind `end`; `end` if there are none. */
function heredocsEnd(text: string, line: string, end: number, escape: EscapeCharacter): number {
  if (!withHeredocs.test(line)) return end;
  let last = end;
  for (const [from, to] of wordRanges(line, escape)) {
    const mark = heredocMark(line.slice(from, to));
    if (mark === undefined || last >= text.length) continue;
    const { body, next } = endOfHeredoc(text, last + 1, text.length, mark);
    last = body < next && text.charAt(next - 1) === '\n' ? next - 1 : next;
  }
  return last;
}

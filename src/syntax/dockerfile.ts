import { DockerfileParser } from 'dockerfile-ast';
import { EmbeddedText } from '../source/embedded-text.ts';
import type { SourceFile, Span } from '../source/source-file.ts';
import {
  type DirectiveLine,
  directivesOf,
  type EscapeCharacter,
  escapeCharacterOf,
  logicalLine,
  withoutComments,
} from './dockerfile-lines.ts';

export type { EscapeCharacter } from './dockerfile-lines.ts';

/** One instruction of a Dockerfile. */
export interface DockerfileInstruction {
  /** In upper case; any word if the line is no instruction. */
  readonly keyword: string;
  /** What follows the keyword as one line: continuations joined, comment lines and outer blanks left out. */
  readonly args: EmbeddedText;
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
 * unknown keyword. A byte order mark and Windows line ends are no part of anything.
 *
 * Source: buildkit frontend/dockerfile/parser/parser.go; `dockerfile-ast` finds the ends of instructions.
 */
export function parseDockerfile(file: SourceFile): DockerfileSyntax {
  const escape = escapeCharacterOf(file.text);
  // The library takes a lone carriage return for the end of a line; `SourceFile` and Docker do not.
  const tree = DockerfileParser.parse(withoutComments(file.text, escape).replace(/\r(?!\n)/g, ' '));
  const instructions = tree.getInstructions().map((instruction) => {
    const { start, end } = instruction.getRange();
    const from = file.lineStart(start.line + 1) + start.character;
    const to = file.lineStart(end.line + 1) + end.character;
    const keywordEnd = instruction.getInstructionRange().end;
    const argsFrom = file.lineStart(keywordEnd.line + 1) + keywordEnd.character;
    const { parts, rest } = logicalLine(file, argsFrom, to, escape);
    const args = EmbeddedText.join(
      parts.map((part) => EmbeddedText.verbatim(part)),
      '',
      file.span(argsFrom, argsFrom),
    );
    return { keyword: instruction.getKeyword(), args: trimmed(args), rest, span: trimmedEnd(file, from, to) };
  });
  return { escape, directives: directivesOf(file), instructions };
}

/** Without blanks at both ends. */
function trimmed(embedded: EmbeddedText): EmbeddedText {
  const start = embedded.text.length - embedded.text.trimStart().length;
  return embedded.slice(start, Math.max(start, embedded.text.trimEnd().length));
}

const trimmedEnd = (file: SourceFile, start: number, end: number): Span =>
  file.span(start, start + file.text.slice(start, end).trimEnd().length);

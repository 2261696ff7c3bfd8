import type { SourceFile, Span } from '../source/source-file.ts';

/** The character that continues a line: a backslash unless `# escape=` says a backtick. */
export type EscapeCharacter = '\\' | '`';

/**
 * The file with everything blanked out that only disturbs its parser, offset by offset: comment lines (but not the
 * directives at the top), a doubled escape at the end of a line, which continues nothing, and the descriptor of a
 * here-document.
 *
 * Source: buildkit frontend/dockerfile/parser/parser.go reComment, reLineContinuation.
 */
export function withoutComments(text: string, escape: EscapeCharacter): string {
  const directives = directiveWords(text);
  return text
    .split('\n')
    .map((line, index) => {
      if (index < directives.length) return line;
      return isComment(line)
        ? line.replace(/[^\r\ufeff]/g, ' ')
        : withoutDoubledEscape(withoutDescriptors(line), escape);
    })
    .join('\n');
}

/** The escape character that the directives at the top of the file ask for. */
export function escapeCharacterOf(text: string): EscapeCharacter {
  const asked = directiveWords(text).find(({ name }) => name === 'escape');
  return asked?.value === '`' ? '`' : '\\';
}

/** A parser directive; its name is in lower case. */
export interface DirectiveLine {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

/** The directives at the top of a file. */
export const directivesOf = (file: SourceFile): readonly DirectiveLine[] =>
  directiveWords(file.text).map(({ name, value, start, end }) => ({ name, value, span: file.span(start, end) }));

interface DirectiveWords {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

/** Directives are the comments of the form `# name=value` from the first line on, up to the first other line. */
function directiveWords(text: string): readonly DirectiveWords[] {
  const found: DirectiveWords[] = [];
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end === -1 ? text.length : end).trimEnd();
    const match = /^\ufeff?[ \t]*#[ \t]*([a-zA-Z][a-zA-Z0-9]*)[ \t]*=[ \t]*(\S.*)$/.exec(line);
    if (match === null) return found;
    const start = from + line.indexOf('#');
    found.push({ name: (match[1] ?? '').toLowerCase(), value: match[2] ?? '', start, end: from + line.length });
    if (end === -1) return found;
    from = end + 1;
  }
  return found;
}

const isComment = (line: string): boolean => line.trimStart().startsWith('#');

/** `5<<EOF` opens a here-document like `<<EOF`; the library knows only the latter. */
const withoutDescriptors = (line: string): string =>
  line.replace(/(?<=\s)\d+(?=<<[-"'\w])/g, (digits) => ' '.repeat(digits.length));

/** `C:\\` at the end of a line is no continuation; its last escape becomes a letter. */
function withoutDoubledEscape(line: string, escape: EscapeCharacter): string {
  const end = line.trimEnd().length;
  return line.slice(end - 2, end) === escape + escape ? `${line.slice(0, end - 1)}x${line.slice(end)}` : line;
}

/** The parts of an instruction's logical line, and what stands behind it: the bodies of heredocs. */
export interface LogicalLine {
  /** The line's parts without continuation marks, comment lines and blank lines. */
  readonly parts: readonly Span[];
  /** Everything behind the logical line. */
  readonly rest: Span;
}

/**
 * Joins the physical lines of `[start, end)` that a continuation mark connects.
 *
 * Source: buildkit frontend/dockerfile/parser/parser.go trimContinuationCharacter, isEmptyContinuationLine.
 */
export function logicalLine(file: SourceFile, start: number, end: number, escape: EscapeCharacter): LogicalLine {
  const parts: Span[] = [];
  for (let from = start; from < end; ) {
    const lineEnd = endOfLine(file.text, from, end);
    const line = file.text.slice(from, lineEnd).replace(/\r$/, '');
    const isSkipped = from > start && (line.trim() === '' || isComment(line));
    const mark = continuationMark(line, escape);
    if (!isSkipped) parts.push(file.span(from, from + (mark === -1 ? line.length : mark)));
    from = lineEnd + 1;
    if (!isSkipped && mark === -1) return { parts, rest: file.span(Math.min(from, end), end) };
  }
  return { parts, rest: file.span(end, end) };
}

function endOfLine(text: string, from: number, limit: number): number {
  const end = text.indexOf('\n', from);
  return end === -1 ? limit : Math.min(end, limit);
}

/** Where a line's continuation mark stands; -1 if the line ends the instruction. */
function continuationMark(line: string, escape: EscapeCharacter): number {
  const last = line.trimEnd().length - 1;
  return line[last] === escape && line[last - 1] !== escape ? last : -1;
}

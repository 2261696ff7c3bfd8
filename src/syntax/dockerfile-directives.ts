import type { SourceFile, Span } from '../source/source-file.ts';

/** The character that continues a line: a backslash unless `# escape=` says a backtick. */
export type EscapeCharacter = '\\' | '`';

/** A parser directive; its name is in lower case. */
export interface DirectiveLine {
  readonly name: string;
  readonly value: string;
  readonly span: Span;
}

/**
 * The directives at the top of a file: its comments of the form `# name=value` from the first line on, up to the first other
 * line.
 *
 * Source: buildkit frontend/dockerfile/parser/directives.go.
 */
export function directivesOf(file: SourceFile): readonly DirectiveLine[] {
  const { text } = file;
  const found: DirectiveLine[] = [];
  for (let from = 0; from < text.length; ) {
    const end = text.indexOf('\n', from);
    const line = text.slice(from, end === -1 ? text.length : end).trimEnd();
    const match = /^\ufeff?[ \t]*#[ \t]*([a-zA-Z][a-zA-Z0-9]*)[ \t]*=[ \t]*(\S.*)$/.exec(line);
    if (match === null) return found;
    const span = file.span(from + line.indexOf('#'), from + line.length);
    found.push({ name: (match[1] ?? '').toLowerCase(), value: match[2] ?? '', span });
    if (end === -1) return found;
    from = end + 1;
  }
  return found;
}

/** The escape character that the directives of a file ask for. */
export const escapeCharacterOf = (directives: readonly DirectiveLine[]): EscapeCharacter =>
  directives.find(({ name }) => name === 'escape')?.value === '`' ? '`' : '\\';

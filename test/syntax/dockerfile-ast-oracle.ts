import { DockerfileParser } from 'dockerfile-ast';
import type { SourceFile } from '../../src/source/source-file.ts';

/** An instruction as `dockerfile-ast` cuts it. */
export interface CutInstruction {
  readonly keyword: string;
  /** The text from the keyword to the end of its last line. */
  readonly text: string;
  /** Offset of the keyword. */
  readonly start: number;
}

/** The instructions of a Dockerfile as `dockerfile-ast` sees them, once it was told of what it does not know. */
export function instructionsByLibrary(file: SourceFile): readonly CutInstruction[] {
  const tree = DockerfileParser.parse(understandable(file.text));
  return tree.getInstructions().map((instruction) => {
    const { start, end } = instruction.getRange();
    const from = file.lineStart(start.line + 1) + start.character;
    const to = file.lineStart(end.line + 1) + end.character;
    return { keyword: instruction.getKeyword(), text: file.text.slice(from, to).trimEnd(), start: from };
  });
}

/**
 * The text without what the library stumbles over, offset by offset: comments (but not the directives at the top), a doubled
 * escape at the end of a line, which continues nothing, the descriptor of a here-document, and lone carriage returns.
 */
function understandable(text: string): string {
  const escape = /^(?:\s*#.*\n)*?\s*#\s*escape\s*=\s*`/.test(text) ? '`' : '\\';
  const lines = text.split('\n');
  const first = lines.findIndex((line) => !/^\ufeff?\s*#\s*\w+\s*=\s*\S/.test(line));
  return lines
    .map((line, index) => {
      if (index < first || first === -1) return line;
      if (line.trimStart().startsWith('#')) return line.replace(/[^\r\ufeff]/g, ' ');
      const bare = line.replace(/(?<=\s)\d+(?=<<[-"'\w])/g, (digits) => ' '.repeat(digits.length));
      const end = bare.trimEnd().length;
      return bare.slice(end - 2, end) === escape + escape ? `${bare.slice(0, end - 1)}x${bare.slice(end)}` : bare;
    })
    .join('\n')
    .replace(/\r(?!\n)/g, ' ');
}

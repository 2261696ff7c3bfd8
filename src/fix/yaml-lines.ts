import type { SourceFile } from '../source/source-file.ts';
import type { TextEdit } from '../source/text-edit.ts';

/** Adds whole lines behind the line that holds the character before `behind`, with what else stands in that line. */
export function linesBehind(file: SourceFile, behind: number, lines: readonly string[], lineBreak: string): TextEdit {
  const { text } = file;
  if (behind > 0 && text[behind - 1] === '\n')
    return { start: behind, end: behind, text: lines.map((line) => line + lineBreak).join('') };
  const at = endOfLine(text, behind);
  return { start: at, end: at, text: lines.map((line) => lineBreak + line).join('') };
}

/** The offset of the line break (`\n` or `\r\n`) at or behind `from`; the end of the text without one. */
export function endOfLine(text: string, from: number): number {
  const at = text.indexOf('\n', from);
  if (at === -1) return text.length;
  return at > from && text[at - 1] === '\r' ? at - 1 : at;
}

/** Lines indented by blanks. */
export const indented = (lines: readonly string[], by: number): readonly string[] =>
  lines.map((line) => ' '.repeat(by) + line);

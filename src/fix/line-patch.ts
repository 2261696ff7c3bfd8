import type { Patch } from '../rule/fix.ts';
import type { SourceFile, Span } from '../source/source-file.ts';
import { parseDockerfile } from '../syntax/dockerfile.ts';
import { onceFor } from '../value/index.ts';
import { refused } from './refusal.ts';
import { endOfLine } from './yaml-lines.ts';
import type { PatchEdits } from './yaml-patch.ts';
import { lineBreakOf } from './yaml-style.ts';

/** A patch of a file that is no YAML as edits of its text: a Dockerfile, a script, a Makefile, TOML. */
export function patchLines(file: SourceFile, patch: Patch): PatchEdits {
  if (patch.op === 'replace')
    return { is: 'edits', edits: [{ start: patch.at.start, end: patch.at.end, text: patch.text }] };
  if (patch.op !== 'add-line') return refused('the file is no YAML');
  const line = isDockerfile(file) ? instructionAround(file, patch.after) : lineAround(file, patch.after);
  if (line === undefined) return refused('the instruction cannot be told from what follows it');
  const start = file.lineStart(file.positionAt(line.start).line);
  const indent = /^[ \t]*/.exec(file.text.slice(start, line.end))?.[0] ?? '';
  return { is: 'edits', edits: [{ start: line.end, end: line.end, text: lineBreakOf(file) + indent + patch.text }] };
}

const isDockerfile = ({ path, text }: SourceFile): boolean =>
  /(?:^|[./-])(?:docker|container)file(?:[./-]|$)/i.test(path) ||
  /^\uFEFF?(?:\s*#[^\n]*\n|\s*\n)*\s*(?:FROM|ARG)\s/i.test(text.slice(0, 10_000));

/** The whole instruction, with its continuations and here-documents. */
function instructionAround(file: SourceFile, { end }: Span): Span | undefined {
  return syntaxOf(file).instructions.find(({ span }) => span.start <= end && end <= span.end)?.span;
}

const syntaxOf = onceFor(parseDockerfile);

/** The line that holds the end of a span, with the lines that a backslash connects to it. */
function lineAround(file: SourceFile, span: Span): Span | undefined {
  let end = endOfLine(file.text, span.end);
  while (/(?:^|[^\\])(?:\\\\)*\\$/.test(file.text.slice(span.start, end)) && end < file.text.length)
    end = endOfLine(file.text, file.text.indexOf('\n', end) + 1);
  const text = file.text.slice(file.lineStart(file.positionAt(span.start).line), end);
  return /<<(?!<)/.test(text) ? undefined : file.span(span.start, end);
}

import type { Span } from '../source/source-file.ts';
import type { LayoutScalar } from '../syntax/yaml-layout.ts';
import { type Refusal, refused } from './refusal.ts';
import { addItem } from './yaml-collections.ts';
import type { YamlEdit } from './yaml-edit.ts';
import type { FoundNode } from './yaml-find.ts';
import { replaceInScalar } from './yaml-replace.ts';
import type { YamlStyle } from './yaml-style.ts';

/** Adds a line behind a command: a line of a literal block, or else an item behind the one that holds the command. */
export function addLine({ node, holder }: FoundNode, after: Span, text: string, style: YamlStyle): YamlEdit | Refusal {
  if (node.kind !== 'scalar') return refused('there is no text to add a line to');
  if (node.style === 'literal') return lineInBlock(node, after, text);
  if (holder.is === 'item') return addItem(holder.sequence, holder.index, text, style);
  return refused('there is no list or block to add a line to');
}

function lineInBlock(node: LayoutScalar, after: Span, text: string): YamlEdit | Refusal {
  const { file } = after;
  const line = file.text.slice(file.lineStart(file.positionAt(after.start).line), after.start);
  const end = endOfCommand(file.text, after.end, node.span.end);
  if (end === undefined) return refused('a here-document may follow in the line');
  const lead = /^\s*/.exec(line)?.[0].length ?? 0;
  const blockIndent = indentOf(node);
  const blanks = ' '.repeat(Math.max(0, lead - blockIndent));
  return replaceInScalar(node, file.span(end, end), `\n${blanks}${text}`);
}

/** The end of the line that holds `from`, with the lines that continue it. */
function endOfCommand(text: string, from: number, limit: number): number | undefined {
  let start = from;
  for (;;) {
    const next = text.indexOf('\n', start);
    const end = next === -1 || next >= limit ? limit : next;
    const line = text.slice(start, end).trimEnd();
    if (/<<(?!<)/.test(line)) return undefined;
    if (end === limit || !/(?:^|[^\\])(?:\\\\)*\\$/.test(line)) return start + line.length;
    start = end + 1;
  }
}

function indentOf({ span: { file, start, end } }: LayoutScalar): number {
  const [, ...lines] = file.text.slice(start, end).split('\n');
  const indents = lines.filter((line) => line.trim() !== '').map((line) => line.length - line.trimStart().length);
  return Math.min(...indents, 80);
}

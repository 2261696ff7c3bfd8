import type { Span } from '../source/source-file.ts';
import type { TextEdit } from '../source/text-edit.ts';
import type { LayoutNode, LayoutScalar } from '../syntax/yaml-layout.ts';
import { type Refusal, refused } from './refusal.ts';
import { edit, type YamlEdit } from './yaml-edit.ts';
import type { FoundNode } from './yaml-find.ts';
import { endOfLine } from './yaml-lines.ts';
import type { Outline } from './yaml-outline.ts';

/** Takes a key away with its value. */
export function removeKey({ node, holder }: FoundNode): YamlEdit | Refusal {
  if (holder.is !== 'value') return refused('there is no key');
  const { mapping, pair } = holder;
  const index = mapping.pairs.indexOf(pair);
  const change = (outline: Outline): Outline =>
    outline.is === 'mapping' ? { ...outline, pairs: outline.pairs.toSpliced(index, 1) } : outline;
  if (mapping.pairs.length < 2) return refused('it is the only key of its mapping');
  const whole = node.span.file.span(pair.key.span.start, Math.max(pair.key.span.end, node.span.end));
  const next = mapping.pairs[index + 1]?.key.span.start;
  const before = mapping.pairs[index - 1]?.value.span.end;
  return edit({ node: mapping, change }, ...waysToRemove(whole, mapping.isFlow, { before, next }));
}

/** Takes an item of a sequence away. */
export function removeItem({ node, holder }: FoundNode): YamlEdit | Refusal {
  if (holder.is !== 'item') return refused('it is no item of a list');
  const { sequence, index } = holder;
  if (sequence.items.length < 2) return refused('it is the only item of its list');
  const change = (outline: Outline): Outline =>
    outline.is === 'sequence' ? { ...outline, items: outline.items.toSpliced(index, 1) } : outline;
  const before = sequence.items[index - 1]?.span.end;
  const next = sequence.items[index + 1]?.span.start;
  return edit({ node: sequence, change }, ...waysToRemove(node.span, sequence.isFlow, { before, next }));
}

/** Takes a command away: its lines of a literal block, or else the item that says nothing but the command. */
export function removeLine(found: FoundNode, at: Span): YamlEdit | Refusal {
  const { node } = found;
  if (node.kind !== 'scalar') return refused('it is no text');
  const { file, start, end } = node.span;
  const inner = file.text.slice(start, end).trim();
  const command = file.text.slice(at.start, at.end);
  if ([command, `"${command}"`, `'${command}'`].includes(inner)) return removeItem(found);
  return node.style === 'literal' ? removeLines(node, at) : refused('the line holds more than the command');
}

function removeLines(node: LayoutScalar, at: Span): YamlEdit | Refusal {
  const { file, start } = node.span;
  const [header, first, last] = [start, at.start, at.end].map((offset) => file.positionAt(offset).line);
  if (header === undefined || first === undefined || last === undefined) return refused('its line is not clear');
  const from = file.lineStart(first);
  const to = behindLine(file.text, at.end);
  const around = file.text.slice(from, at.start) + file.text.slice(at.end, to);
  if (around.trim() !== '') return refused('the line holds more than the command');
  const without = (text: string): string =>
    text
      .split('\n')
      .toSpliced(first - header - 1, last - first + 1)
      .join('\n');
  const change = (outline: Outline): Outline =>
    outline.is === 'scalar' ? { ...outline, text: without(outline.text) } : outline;
  return edit({ node, change }, [{ start: from, end: to, text: '' }]);
}

/** Where what stands before an element ends, and where the next one begins. */
interface Neighbours {
  readonly before: number | undefined;
  readonly next: number | undefined;
}

function waysToRemove(
  { file, start, end }: LayoutNode['span'],
  isFlow: boolean,
  { before, next }: Neighbours,
): readonly (readonly TextEdit[])[] {
  const line = file.lineStart(file.positionAt(start).line);
  const isOwnLine = !isFlow && /^\s*(?:-\s+)?$/.test(file.text.slice(line, start));
  const bom = file.text.startsWith('\uFEFF') ? 1 : 0;
  const written = start + file.text.slice(start, end).trimEnd().length;
  const behind = behindLine(file.text, written);
  const isFirst = /^(?:---[ \t]*)?$/.test(file.text.slice(0, line).trim());
  const gap = isFirst ? (/^(?:[ \t]*\r?\n)*/.exec(file.text.slice(behind))?.[0] ?? '') : '';
  const lines = { start: line === 0 ? bom : line, end: behind + gap.length, text: '' };
  const ways = isOwnLine ? [[lines]] : [];
  if (next !== undefined) return [...ways, [{ start, end: next, text: '' }]];
  return before === undefined ? ways : [...ways, [{ start: before, end: written, text: '' }]];
}

/** The beginning of the line behind the one that holds `from`. */
function behindLine(text: string, from: number): number {
  const end = text.indexOf('\n', endOfLine(text, from));
  return end === -1 ? text.length : end + 1;
}

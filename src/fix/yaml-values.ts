import type { YamlValue } from '../rule/fix.ts';
import type { Span } from '../source/source-file.ts';
import type { TextEdit } from '../source/text-edit.ts';
import type { LayoutNode } from '../syntax/yaml-layout.ts';
import { type Refusal, refused } from './refusal.ts';
import { edit, type YamlEdit } from './yaml-edit.ts';
import type { FoundNode } from './yaml-find.ts';
import { endOfLine, indented, linesBehind } from './yaml-lines.ts';
import { isList, type Outline, outlineOfValue } from './yaml-outline.ts';
import { columnOf, type YamlStyle } from './yaml-style.ts';
import { isBlock, quoted, writeBlock, writeInline } from './yaml-write.ts';

/** Writes a value in the place of another one, whose anchor stays. */
export function setValue({ node, holder }: FoundNode, value: YamlValue, style: YamlStyle): YamlEdit | Refusal {
  if (node.kind === 'alias') return refused('the value is an alias');
  if (node.tag !== undefined) return refused('the value has a tag');
  if (holder.is === 'document') return refused('it is the whole document');
  const change = { node, change: (outline: Outline) => ({ ...outlineOfValue(value), marks: marksOf(outline) }) };
  const isInFlow = holder.is === 'item' ? holder.sequence.isFlow : holder.mapping.isFlow;
  return edit(change, isInFlow ? inline(node, value, style, true) : inBlock({ node, holder }, value, style));
}

/** Writes a value in the place of a scalar and its tag. */
export function setTagged({ node, holder }: FoundNode, place: Span, value: YamlValue, style: YamlStyle): YamlEdit {
  const isInFlow = holder.is === 'item' ? holder.sequence.isFlow : holder.is !== 'document' && holder.mapping.isFlow;
  const text = writeInline(value, style, isInFlow);
  return edit({ node, change: () => outlineOfValue(value) }, [{ start: place.start, end: place.end, text }]);
}

const marksOf = (outline: Outline): string => (outline.is === 'alias' ? ' ' : outline.marks);

function inline(node: LayoutNode, value: YamlValue, style: YamlStyle, isInFlow: boolean): readonly TextEdit[] {
  const { file, start, end } = node.span;
  const quote = node.kind === 'scalar' ? quotes[node.style] : undefined;
  const isQuoted = typeof value === 'string' && quote !== undefined;
  const text = isQuoted ? quoted(value, quote) : writeInline(value, style, isInFlow);
  const isEmpty = start === end && !/[\s[{,]/.test(file.text[start - 1] ?? ' ');
  return [{ start, end: start + file.text.slice(start, end).trimEnd().length, text: isEmpty ? ` ${text}` : text }];
}

const quotes: Readonly<Record<string, '"' | "'">> = { single: "'", double: '"' };

function inBlock({ node, holder }: FoundNode, value: YamlValue, style: YamlStyle): readonly TextEdit[] {
  const { file, start, end } = node.span;
  const isBlockNow = (node.kind === 'mapping' || node.kind === 'sequence') && !node.isFlow;
  if (!isBlock(value, style))
    return isBlockNow ? unfolded(node, writeInline(value, style)) : inline(node, value, style, false);
  const lines = writeBlock(value, style);
  if (isBlockNow || holder.is !== 'value') {
    const [first = '', ...rest] = lines;
    const text = [first, ...indented(rest, columnOf(node))].join(style.lineBreak);
    return [{ start, end: start + file.text.slice(start, end).trimEnd().length, text }];
  }
  const step = isList(value) ? style.sequenceStep : style.step;
  const written = file.text.slice(0, start).trimEnd().length;
  const column = columnOf(holder.pair.key) + step;
  const added = linesBehind(
    file,
    endOfLine(file.text, start + file.text.slice(start, end).trimEnd().length),
    indented(lines, column),
    style.lineBreak,
  );
  const removed = { start: written, end: start + file.text.slice(start, end).trimEnd().length, text: '' };
  return removed.start === removed.end ? [added] : [removed, added];
}

/** A block collection becomes a value behind the colon of its key. */
function unfolded(node: LayoutNode, text: string): readonly TextEdit[] {
  const { file, start, end } = node.span;
  const from = file.text.slice(0, start).trimEnd().length;
  return [{ start: from, end: start + file.text.slice(start, end).trimEnd().length, text: ` ${text}` }];
}

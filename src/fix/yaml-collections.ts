import type { YamlValue } from '../rule/fix.ts';
import type { TextEdit } from '../source/text-edit.ts';
import type { LayoutMapping, LayoutNode, LayoutSequence, YamlLayout } from '../syntax/yaml-layout.ts';
import { type Refusal, refused } from './refusal.ts';
import { edit, type YamlEdit } from './yaml-edit.ts';
import { type FoundNode, nameOf, nodesOf } from './yaml-find.ts';
import { firstElement, flowElement } from './yaml-flow.ts';
import { indented, linesBehind } from './yaml-lines.ts';
import { type Outline, type OutlineChange, outlineOfValue } from './yaml-outline.ts';
import { rootPair } from './yaml-root.ts';
import { columnOf, type YamlStyle } from './yaml-style.ts';
import { writeInline, writeItem, writePair } from './yaml-write.ts';

/** Adds a key to a mapping, or to the place where one could be, before its scripts. */
export function addKey(
  { node, holder }: FoundNode,
  key: string,
  value: YamlValue,
  { layout, style }: { readonly layout: YamlLayout; readonly style: YamlStyle },
): YamlEdit | Refusal {
  const change: OutlineChange = { node, change: (outline) => withPair(outline, key, value) };
  if (node.kind === 'mapping') {
    const source = mergedKey(node, key, layout);
    if (source !== undefined) return refused(source);
    if (node.isFlow) return edit(change, flowPair(node, key, value, style));
    const inRoot = holder.is === 'document' ? rootPair(node, key, value, style) : undefined;
    return edit(change, inRoot ?? blockPair(node, key, value, style));
  }
  if (!isAbsent(node)) return refused('its value is no mapping');
  if (holder.is !== 'value' || holder.mapping.isFlow) return refused('there is no room for a key');
  const lines = indented(writePair(key, value, style), columnOf(holder.pair.key) + style.step);
  return edit(change, [linesBehind(node.span.file, node.span.end, lines, style.lineBreak)]);
}

/** Whether nothing is written where a value could be. */
const isAbsent = ({ kind, span, anchor, tag }: LayoutNode): boolean =>
  kind === 'scalar' && span.start === span.end && anchor === undefined && tag === undefined;

function withPair(outline: Outline, key: string, value: YamlValue): Outline {
  const pair = [outlineOfValue(key), outlineOfValue(value)] as const;
  if (outline.is === 'mapping') return { ...outline, pairs: [...outline.pairs, pair] };
  return { is: 'mapping', pairs: [pair], marks: ' ' };
}

/** Why a key must not be added beside a `<<`: what the merged mapping says under it would be lost. */
function mergedKey({ pairs }: LayoutMapping, key: string, layout: YamlLayout): string | undefined {
  for (const { value } of pairs.filter((pair) => nameOf(pair) === '<<')) {
    for (const merged of value.kind === 'sequence' ? value.items : [value]) {
      const target = merged.kind === 'alias' ? anchored(merged.name, layout) : merged;
      const isClear = target?.kind === 'mapping' && target.pairs.every((pair) => nameOf(pair) !== '<<');
      if (!isClear || target.pairs.some((pair) => nameOf(pair) === key)) return `its \`${key}\` may come from \`<<\``;
    }
  }
  return undefined;
}

function anchored(name: string, layout: YamlLayout): LayoutNode | undefined {
  const found = [...nodesOf(layout)].filter(({ node }) => node.anchor === name);
  return found.length === 1 ? found[0]?.node : undefined;
}

function flowPair(node: LayoutMapping, key: string, value: YamlValue, style: YamlStyle): readonly TextEdit[] {
  const last = node.pairs.at(-1);
  const text = writeInline({ [key]: value }, style).slice(1, -1);
  const { span } = node;
  const behind = last === undefined ? {} : { behind: span.file.span(last.key.span.start, endOf(last.value)) };
  return flowElement({ collection: span, ...behind, isLast: true }, text);
}

/** The end of a value; one that is not written ends with its key, behind which the colon stands. */
const endOf = ({ span }: LayoutNode): number => span.end;

/** Keys that authors write last in a job. */
const lastKeys: ReadonlySet<string> = new Set(['before_script', 'script', 'after_script']);

function blockPair(node: LayoutMapping, key: string, value: YamlValue, style: YamlStyle): readonly TextEdit[] {
  const [first] = node.pairs;
  const scripts = node.pairs.findIndex((pair) => lastKeys.has(nameOf(pair) ?? ''));
  const before = node.pairs[scripts < 1 || lastKeys.has(key) ? node.pairs.length - 1 : scripts - 1];
  if (first === undefined || before === undefined) return [];
  const lines = indented(writePair(key, value, style), columnOf(first.key));
  return [linesBehind(node.span.file, Math.max(before.key.span.end, before.value.span.end), lines, style.lineBreak)];
}

/** Adds an item to a sequence behind the one with the given index; -1 for the first place. */
export function addItem(node: LayoutSequence, behind: number, item: YamlValue, style: YamlStyle): YamlEdit {
  const { span, items } = node;
  const previous = items[behind];
  const change: OutlineChange = { node, change: (outline) => withItem(outline, behind + 1, item) };
  if (behind === -1 && items.length > 0) return edit(change, [firstItem(node, item, style)]);
  if (node.isFlow || previous === undefined) {
    const place = { collection: span, isLast: behind === items.length - 1 };
    const edits = flowElement(
      previous === undefined ? place : { ...place, behind: previous.span },
      writeInline(item, style, true),
    );
    return edit(change, edits);
  }
  const lines = indented(writeItem(item, style), columnOf(node));
  return edit(change, [linesBehind(span.file, previous.span.end, lines, style.lineBreak)]);
}

function firstItem(node: LayoutSequence, item: YamlValue, style: YamlStyle): TextEdit {
  const { start } = node.span;
  if (node.isFlow) return firstElement(node.span, writeInline(item, style, true));
  const [first = '', ...rest] = writeItem(item, style);
  const indent = ' '.repeat(columnOf(node));
  const text = [first, ...rest.map((line) => indent + line), indent].join(style.lineBreak);
  return { start, end: start, text };
}

function withItem(outline: Outline, index: number, item: YamlValue): Outline {
  if (outline.is !== 'sequence') return outline;
  return { ...outline, items: outline.items.toSpliced(index, 0, outlineOfValue(item)) };
}

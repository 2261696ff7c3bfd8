import type { Span } from '../source/source-file.ts';
import type { LayoutMapping, LayoutNode, LayoutPair, LayoutSequence, YamlLayout } from '../syntax/yaml-layout.ts';
import { spellScalar } from '../syntax/yaml-spelling.ts';

/** A node and what holds it. */
export interface FoundNode {
  readonly node: LayoutNode;
  readonly holder: Holder;
}

/** The place of a node in its parent. */
export type Holder =
  | { readonly is: 'document' }
  | { readonly is: 'item'; readonly sequence: LayoutSequence; readonly index: number }
  | { readonly is: 'key' | 'value'; readonly mapping: LayoutMapping; readonly pair: LayoutPair };

/** Every node of a file, parents before their children. */
export function* nodesOf({ roots }: YamlLayout): Generator<FoundNode> {
  for (const node of roots) yield* nodesBelow({ node, holder: { is: 'document' } });
}

function* nodesBelow(found: FoundNode): Generator<FoundNode> {
  yield found;
  const { node } = found;
  if (node.kind === 'sequence') {
    for (const [index, item] of node.items.entries())
      yield* nodesBelow({ node: item, holder: { is: 'item', sequence: node, index } });
  }
  if (node.kind !== 'mapping') return;
  for (const pair of node.pairs) {
    yield* nodesBelow({ node: pair.key, holder: { is: 'key', mapping: node, pair } });
    yield* nodesBelow({ node: pair.value, holder: { is: 'value', mapping: node, pair } });
  }
}

/** The value whose key is at a span, or the value at it; an empty span at the beginning of the file is its root. */
export function valueAt(layout: YamlLayout, span: Span): FoundNode | undefined {
  if (span.end === 0) {
    const root = layout.roots.at(-1);
    return root === undefined ? undefined : { node: root, holder: { is: 'document' } };
  }
  let value: FoundNode | undefined;
  for (const found of nodesOf(layout)) {
    const { node, holder } = found;
    if (holder.is === 'key' && isAt(node, span)) return { node: holder.pair.value, holder: { ...holder, is: 'value' } };
    const isCollection = node.kind === 'sequence' || node.kind === 'mapping';
    if (isAt(node, span) || (isCollection && node.span.start === span.start)) value ??= found;
  }
  return value;
}

const isAt = ({ span }: LayoutNode, { start, end }: Span): boolean =>
  start < end && span.start === start && span.end === end;

/** The scalar that a span shows together with the tag in front of it: `!$NAME` is an empty one. */
export function taggedAt(layout: YamlLayout, { file, start, end }: Span): FoundNode | undefined {
  if (file.text[start] !== '!') return undefined;
  for (const found of nodesOf(layout)) {
    const { kind, span, tag } = found.node;
    const isScalar = kind === 'scalar' && tag !== undefined;
    if (isScalar && start < span.start && span.end <= end && !/[\n,[\]{}]/.test(file.text.slice(start, span.start)))
      return found;
  }
  return undefined;
}

/** The scalar that a span lies in; a place just behind it is in it, too. */
export function scalarAround(layout: YamlLayout, { start, end }: Span): FoundNode | undefined {
  for (const found of nodesOf(layout)) {
    const { kind, span } = found.node;
    if (kind === 'scalar' && span.start < span.end && span.start <= start && end <= span.end) return found;
  }
  return undefined;
}

/** The name of a key; `undefined` for a collection or an alias. */
export const nameOf = ({ key }: LayoutPair): string | undefined =>
  key.kind === 'scalar' ? spellScalar(key.value) : undefined;

import { isAlias, isMap, isScalar, isSeq, type Node, type Scalar } from 'yaml';
import type { WrittenNode, WrittenScalar } from '../yaml-written.ts';
import { foldBridges } from './loose-quotes.ts';

/** A node of the library and all in it. Its nesting must be bounded. */
export function writtenNode(node: Node): WrittenNode {
  const [start, end] = node.range ?? [0, 0];
  if (isAlias(node)) return { kind: 'alias', name: node.source, start, end, anchor: undefined, tag: undefined };
  if (isScalar(node)) return writtenScalar(node);
  const { anchor, tag } = node;
  if (isSeq(node)) {
    return { kind: 'sequence', isFlow: node.flow === true, items: node.items.map(written), start, end, anchor, tag };
  }
  const pairs = isMap(node) ? node.items.map(({ key, value }) => ({ key: written(key), value: written(value) })) : [];
  return { kind: 'mapping', pairs, start, end, anchor, tag };
}

const written = (node: unknown): WrittenNode | undefined => (isNode(node) ? writtenNode(node) : undefined);

const isNode = (value: unknown): value is Node => isAlias(value) || isMap(value) || isSeq(value) || isScalar(value);

/** A scalar of the library. */
export function writtenScalar({ source, type, range, anchor, tag }: Scalar): WrittenScalar {
  const [start, end] = range ?? [0, 0];
  return {
    kind: 'scalar',
    source: foldBridges(source ?? ''),
    style: styles[type ?? 'PLAIN'] ?? 'plain',
    start,
    end,
    anchor,
    tag,
  };
}

const styles: Readonly<Record<string, WrittenScalar['style']>> = {
  PLAIN: 'plain',
  QUOTE_SINGLE: 'single',
  QUOTE_DOUBLE: 'double',
  BLOCK_LITERAL: 'literal',
  BLOCK_FOLDED: 'folded',
};

import type { YamlValue as WrittenValue } from '../rule/fix.ts';
import type { LayoutNode, LayoutPair, LayoutScalar } from '../syntax/yaml-layout.ts';

/** What a YAML text says, without how it says it: aliases stand for themselves, keys of a mapping in one order. */
export type Outline =
  | { readonly is: 'scalar'; readonly kind: string; readonly text: string; readonly marks: string }
  | { readonly is: 'sequence'; readonly items: readonly Outline[]; readonly marks: string }
  | { readonly is: 'mapping'; readonly pairs: readonly (readonly [Outline, Outline])[]; readonly marks: string }
  | { readonly is: 'alias'; readonly name: string };

/** What one node shall say instead. */
export interface OutlineChange {
  readonly node: LayoutNode;
  change(outline: Outline): Outline;
}

/** The outline of a node, with one node in it changed. */
export function outlineOf(node: LayoutNode, change?: OutlineChange): Outline {
  const outline = ownOutline(node, change);
  return change?.node === node ? change.change(outline) : outline;
}

function ownOutline(node: LayoutNode, change: OutlineChange | undefined): Outline {
  const marks = `${node.anchor ?? ''} ${node.tag ?? ''}`;
  switch (node.kind) {
    case 'alias':
      return { is: 'alias', name: node.name };
    case 'sequence':
      return { is: 'sequence', items: node.items.map((item) => outlineOf(item, change)), marks };
    case 'mapping':
      return { is: 'mapping', pairs: node.pairs.map((pair) => outlineOfPair(pair, change)), marks };
    case 'scalar':
      return outlineOfScalar(node, marks);
  }
}

const outlineOfPair = ({ key, value }: LayoutPair, change: OutlineChange | undefined): readonly [Outline, Outline] => [
  outlineOf(key, change),
  outlineOf(value, change),
];

function outlineOfScalar({ value }: LayoutScalar, marks: string): Outline {
  switch (value.kind) {
    case 'null':
      return { is: 'scalar', kind: 'null', text: '', marks };
    case 'string':
      return { is: 'scalar', kind: value.isSymbol === true ? 'symbol' : 'string', text: value.value, marks };
    default:
      return { is: 'scalar', kind: value.kind, text: value.source, marks };
  }
}

const noMarks = ' ';

/** The outline of a value that a patch writes. */
export function outlineOfValue(value: WrittenValue): Outline {
  const referenced = referencedBy(value);
  if (referenced !== undefined)
    return { is: 'sequence', items: referenced.map(outlineOfValue), marks: `${noMarks}!reference` };
  if (isList(value)) return { is: 'sequence', items: value.map(outlineOfValue), marks: noMarks };
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(([key, item]) => [outlineOfValue(key), outlineOfValue(item)] as const);
    return { is: 'mapping', pairs, marks: noMarks };
  }
  return { is: 'scalar', kind: kindOf(value), text: String(value), marks: noMarks };
}

/** Whether a value is a list; `Array.isArray` loses the types of read-only ones. */
export const isList = (value: WrittenValue): value is readonly WrittenValue[] => Array.isArray(value);

/** The keys of a value that is a `!reference`. */
export function referencedBy(value: WrittenValue): readonly WrittenValue[] | undefined {
  if (typeof value !== 'object' || isList(value)) return undefined;
  const path = value['!reference'];
  return path !== undefined && isList(path) ? path : undefined;
}

function kindOf(value: string | number | boolean): string {
  if (typeof value === 'string') return 'string';
  if (typeof value === 'boolean') return 'boolean';
  return Number.isInteger(value) ? 'integer' : 'float';
}

/** Whether two texts say the same: equal keys keep their order, other keys may stand in any. */
export const sameOutline = (one: readonly Outline[], other: readonly Outline[]): boolean =>
  JSON.stringify(one.map(ordered)) === JSON.stringify(other.map(ordered));

function ordered(outline: Outline): unknown {
  if (outline.is === 'sequence') return { ...outline, items: outline.items.map(ordered) };
  if (outline.is !== 'mapping') return outline;
  const pairs = outline.pairs.map(([key, value]) => ({ key: JSON.stringify(key), value: ordered(value) }));
  return { ...outline, pairs: pairs.sort((one, two) => Number(one.key > two.key) - Number(one.key < two.key)) };
}

import { type Cause, distinctCauses } from '../value/index.ts';
import { type BakeList, type BakeObject, type BakeValue, causesOf, listValue, spanOf, valueKey } from './bake-value.ts';

/** A target of a bake file, or a service of a Compose file, by the names of bake. */
export interface BakeTarget {
  readonly name: string;
  /** `tags`, `platforms`, `args` and so on, evaluated. What is not set or null is not there. */
  readonly attributes: ReadonlyMap<string, BakeValue>;
}

/** An attribute as a list; empty where it is not set, open where it is hidden. One text stands for a list of it. */
export function listOf({ attributes }: BakeTarget, name: string): Pick<BakeList, 'items' | 'openTo'> {
  const value = attributes.get(name);
  return value === undefined ? { items: [], openTo: [] } : asList(value);
}

/** A value as a list. */
export function asList(value: BakeValue): BakeList {
  if (value.kind === 'list') return value;
  if (value.kind === 'unknown') return { ...listValue([], value.span), openTo: causesOf(value) };
  return listValue(value.kind === 'null' ? [] : [value], spanOf(value));
}

/** A value as an object; one that is hidden is open. */
export function asObject(value: BakeValue): BakeObject {
  if (value.kind === 'object') return value;
  const openTo: readonly Cause[] = causesOf(value);
  return { kind: 'object', entries: new Map(), openTo, span: spanOf(value) };
}

/** How an attribute of a later block goes with that of an earlier one. */
const merging: ReadonlyMap<string, 'entries' | 'items'> = new Map([
  ['args', 'entries'],
  ['contexts', 'entries'],
  ['labels', 'entries'],
  ['extra-hosts', 'entries'],
  ['annotations', 'items'],
  ['attest', 'items'],
  ['secret', 'items'],
  ['ssh', 'items'],
  ['cache-from', 'items'],
  ['no-cache-filter', 'items'],
  ['ulimits', 'items'],
  ['entitlements', 'items'],
  ['inherits', 'items'],
]);

/**
 * A target over which another one is laid: maps are merged by key, some lists are put together, all else is replaced.
 *
 * Source: docker/buildx bake/bake.go, Target.Merge.
 */
export function mergeTargets(base: BakeTarget, over: BakeTarget): BakeTarget {
  const attributes = new Map(base.attributes);
  for (const [name, value] of over.attributes) {
    const before = attributes.get(name);
    attributes.set(name, before === undefined ? value : merged(name, before, value));
  }
  return { name: over.name, attributes };
}

function merged(name: string, before: BakeValue, value: BakeValue): BakeValue {
  switch (merging.get(name)) {
    case 'entries': {
      const [a, b] = [asObject(before), asObject(value)];
      const added = [...b.entries].filter(([, entry]) => entry.kind !== 'null');
      return { ...b, entries: new Map([...a.entries, ...added]), openTo: distinctCauses([...a.openTo, ...b.openTo]) };
    }
    case 'items': {
      const [a, b] = [asList(before), asList(value)];
      const added = new Set(b.items.map(valueKey));
      const kept = a.items.filter((item) => !added.has(valueKey(item)));
      return { ...b, items: [...kept, ...b.items], openTo: distinctCauses([...a.openTo, ...b.openTo]) };
    }
    default:
      return value;
  }
}

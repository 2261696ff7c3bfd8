/**
 * An immutable map from names to values. A changed map shares all but a logarithmic part with the old one, so that
 * a script of thousands of lines can keep a map for every command. It is a treap whose priorities are hashes of the
 * names: maps with equal names have equal shapes.
 */
export type PersistentMap<V> = Node<V> | undefined;

interface Node<V> {
  readonly name: string;
  readonly value: V;
  readonly priority: number;
  readonly before: PersistentMap<V>;
  readonly after: PersistentMap<V>;
}

/** The value of a name; `undefined` if the map does not have it. */
export function lookUp<V>(map: PersistentMap<V>, name: string): V | undefined {
  let node = map;
  while (node !== undefined) {
    if (name === node.name) return node.value;
    node = name < node.name ? node.before : node.after;
  }
  return undefined;
}

/** The map with one name set. */
export function withEntry<V>(map: PersistentMap<V>, name: string, value: V): PersistentMap<V> {
  return (
    withValue(map, name, value) ??
    withNode(map, { name, value, priority: hash(name), before: undefined, after: undefined })
  );
}

/** The map with another value of a name that it has; `undefined` if it has not. */
function withValue<V>(map: PersistentMap<V>, name: string, value: V): PersistentMap<V> {
  if (map === undefined) return undefined;
  if (map.name === name) return { ...map, value };
  if (name < map.name) {
    const before = withValue(map.before, name, value);
    return before && { ...map, before };
  }
  const after = withValue(map.after, name, value);
  return after && { ...map, after };
}

/** The map with a node of a name that it has not. */
function withNode<V>(map: PersistentMap<V>, node: Node<V>): Node<V> {
  if (map === undefined) return node;
  if (map.priority < node.priority) {
    const [before, , after] = split(map, node.name);
    return { ...node, before, after };
  }
  return node.name < map.name
    ? { ...map, before: withNode(map.before, node) }
    : { ...map, after: withNode(map.after, node) };
}

/** The map without one name. */
export function withoutEntry<V>(map: PersistentMap<V>, name: string): PersistentMap<V> {
  const [before, found, after] = split(map, name);
  return found === undefined ? map : join(before, after);
}

/** Every name with its value, in the order of the names. */
export function entriesOf<V>(map: PersistentMap<V>): readonly (readonly [string, V])[] {
  const entries: (readonly [string, V])[] = [];
  addEntries(map, entries);
  return entries;
}

function addEntries<V>(map: PersistentMap<V>, entries: (readonly [string, V])[]): void {
  if (map === undefined) return;
  addEntries(map.before, entries);
  entries.push([map.name, map.value]);
  addEntries(map.after, entries);
}

/** The names whose values are not the same object in both maps. Costs about as much as there are such names. */
export function differingNames<V>(left: PersistentMap<V>, right: PersistentMap<V>): readonly string[] {
  if (left === right) return [];
  if (left === undefined) return entriesOf(right).map(([name]) => name);
  const [before, found, after] = split(right, left.name);
  return [
    ...differingNames(left.before, before),
    ...(found?.value === left.value ? [] : [left.name]),
    ...differingNames(left.after, after),
  ];
}

type Split<V> = readonly [before: PersistentMap<V>, found: PersistentMap<V>, after: PersistentMap<V>];

function split<V>(map: PersistentMap<V>, name: string): Split<V> {
  if (map === undefined) return [undefined, undefined, undefined];
  if (map.name === name) return [map.before, map, map.after];
  if (name < map.name) {
    const [before, found, between] = split(map.before, name);
    return [before, found, between === map.before ? map : { ...map, before: between }];
  }
  const [between, found, after] = split(map.after, name);
  return [between === map.after ? map : { ...map, after: between }, found, after];
}

function join<V>(left: PersistentMap<V>, right: PersistentMap<V>): PersistentMap<V> {
  if (left === undefined) return right;
  if (right === undefined) return left;
  return left.priority > right.priority
    ? { ...left, after: join(left.after, right) }
    : { ...right, before: join(left, right.before) };
}

/** FNV-1a, mixed once more so that similar names get unlike priorities. */
function hash(name: string): number {
  let sum = 0x811c9dc5;
  for (let at = 0; at < name.length; at += 1) sum = Math.imul(sum ^ name.charCodeAt(at), 0x01000193);
  return Math.imul(sum ^ (sum >>> 15), 0x2c1b3c6d) >>> 0;
}

import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  Pair,
  parseAllDocuments,
  Scalar,
  visit,
  YAMLMap,
  YAMLSeq,
} from 'yaml';

/** A part of a YAML document that can be changed or taken out. */
export interface Place {
  readonly node: Node;
  readonly parent: YAMLMap | YAMLSeq;
  /** The place in the list of the parent's items. */
  readonly at: number;
  /** How many collections it lies in. */
  readonly depth: number;
}

/** The documents of a text; `undefined` where the text is none that the library can write again. `merge`: whether `<<` merges. */
export function documentsOf(text: string, merge = false): readonly Document[] | undefined {
  try {
    const documents = parseAllDocuments(text, { uniqueKeys: false, logLevel: 'silent', prettyErrors: false, merge });
    const list = Array.isArray(documents) ? documents : [];
    return list.length > 0 && list.every(({ errors }) => errors.length === 0) ? list : undefined;
  } catch {
    return undefined;
  }
}

/** How documents are written. */
export interface Layout {
  readonly indent?: number;
  readonly indentSeq?: boolean;
}

/** The documents as a text; `undefined` where they cannot be written, such as an alias before its anchor. */
export function textOfDocuments(documents: readonly Document[], layout: Layout = {}): string | undefined {
  try {
    const options = { lineWidth: 0, flowCollectionPadding: true, ...layout } as const;
    return documents.map((document) => document.toString(options)).join('');
  } catch {
    return undefined;
  }
}

/** Every value in the collections of a document, in the order of the text. */
export function placesIn(document: Document): readonly Place[] {
  const places: Place[] = [];
  visit(document, (key, node, path) => {
    const depth = path.length;
    const parent = path.findLast(isCollection);
    if (isPair(node) && typeof key === 'number' && isMap(parent)) {
      const value = node.value;
      if (isAlias(value) || isScalar(value) || isCollection(value))
        places.push({ node: value, parent, at: key, depth });
    } else if (typeof key === 'number' && isSeq(parent) && (isAlias(node) || isScalar(node) || isCollection(node)))
      places.push({ node, parent, at: key, depth });
    return depth > deepest ? visit.SKIP : undefined;
  });
  return places;
}

/** Deeper parts are left alone. */
const deepest = 60;

/** Puts a node in the place of another one. */
export function putAt({ parent, at }: Place, node: Node): void {
  const item = parent.items[at];
  if (isPair(item)) item.value = node;
  else parent.items[at] = node;
}

/** The pair that a place is the value of. */
export function pairAt({ parent, at }: Place): Pair | undefined {
  const item = parent.items[at];
  return isPair(item) ? item : undefined;
}

/** A plain value as a node. */
export const scalar = (value: string | number | boolean | null): Scalar => new Scalar(value);

/** A list of nodes. */
export function listOf(nodes: readonly Node[]): YAMLSeq {
  const list = new YAMLSeq();
  list.items.push(...nodes);
  return list;
}

/** A mapping of one key. */
export function mapOf(key: string, value: Node): YAMLMap {
  const map = new YAMLMap();
  map.items.push(new Pair(new Scalar(key), value));
  return map;
}

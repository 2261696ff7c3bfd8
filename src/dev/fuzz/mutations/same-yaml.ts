import { isDeepStrictEqual } from 'node:util';
import {
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  type Node,
  type Pair,
  visit,
  YAMLMap,
} from 'yaml';
import type { Random } from '../random.ts';
import { isYaml, type Mutation } from './mutation.ts';
import { certainlyText } from './same-text.ts';
import { documentsOf, type Layout, placesIn, textOfDocuments } from './yaml-tree.ts';

/** Changes of how a YAML file is written that mean nothing: the order of keys, styles, aliases written out, indentation. */
export const sameYamlMutations: readonly Mutation[] = [
  rewritten(
    'another indentation',
    () => undefined,
    (random) => ({
      indent: 2 + random.below(3),
      indentSeq: random.chance(0.5),
    }),
  ),
  rewritten('another order of keys', (document, random) => {
    for (const map of mapsOf(document)) if (canBeReordered(map) && random.chance(0.5)) shuffle(map.items, random);
  }),
  rewritten('collections in the other style', (document, random) => {
    for (const { node } of placesIn(document))
      if (isCollection(node) && !holdsBlocks(node) && random.chance(0.3)) node.flow = node.flow !== true;
  }),
  rewritten('scalars in another style', (document, random) => {
    visit(document, {
      Scalar(key, node) {
        if (key === 'key' || typeof node.value !== 'string' || !random.chance(0.3)) return;
        if (!certainlyText(node.value.split('\n')[0] ?? '')) return;
        node.type = random.pick(['QUOTE_DOUBLE', 'QUOTE_SINGLE', 'BLOCK_LITERAL', 'BLOCK_FOLDED'] as const) ?? 'PLAIN';
      },
    });
  }),
  {
    ...rewritten('aliases written out', (document) => {
      writeOut(document);
    }),
    repeats: true,
  },
  {
    ...rewritten('merge keys written out', (document, random) => {
      for (const map of mapsOf(document)) if (random.chance(0.7)) writeOutMerges(map, document);
    }),
    // GitHub knows aliases, and no merge keys.
    repeats: true,
    fits: (path) => isYaml(path) && !/(?:^|\/)(?:\.github\/|action\.ya?ml$)/.test(path),
  },
];

function rewritten(
  name: string,
  change: (document: Document, random: Random) => void,
  layoutOf: (random: Random) => Layout = () => ({}),
): Mutation {
  return {
    name,
    fits: isYaml,
    change(text, random) {
      // A comment that speaks to a linter speaks of the line below it.
      if (/#.*\b(?:multiarch-lint|zizmor|hadolint|actionlint)\b/.test(text)) return text;
      const documents = documentsOf(text);
      if (documents === undefined) return text;
      for (const document of documents) change(document, random);
      const written = textOfDocuments(documents, layoutOf(random));
      return written !== undefined && meansTheSame(text, written) ? written : text;
    },
  };
}

/** What the library's own reader says of it, with merge keys: the oracle of everything here. */
function meansTheSame(text: string, written: string): boolean {
  const [before, after] = [text, written].map((each) => documentsOf(each, true)?.map((document) => plain(document)));
  return before !== undefined && after !== undefined && isDeepStrictEqual(before, after);
}

function plain(document: Document): unknown {
  try {
    return document.toJS({ maxAliasCount: 1000 });
  } catch {
    return Number.NaN;
  }
}

function mapsOf(document: Document): readonly YAMLMap[] {
  const maps: YAMLMap[] = [];
  visit(document, {
    Map(_, node, path) {
      // The order of the axes of a matrix is that of the names in its instances.
      const isMatrix = path.some((each) => isPair(each) && isScalar(each.key) && each.key.value === 'matrix');
      if (!isMatrix) maps.push(node);
    },
  });
  return maps;
}

/** An anchor has to stand above its aliases, and a merge key where it is, since it puts keys in there. */
function canBeReordered(map: YAMLMap): boolean {
  let canBe = !map.items.some(isMerge);
  visit(map, (_, node) => {
    if (isAlias(node) || ((isScalar(node) || isCollection(node)) && node.anchor !== undefined)) canBe = false;
  });
  return canBe;
}

function shuffle(items: Pair[], random: Random): void {
  for (let last = items.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1);
    const [here, there] = [items[last], items[other]];
    if (here === undefined || there === undefined) continue;
    items[last] = there;
    items[other] = here;
  }
}

/** Comments and block scalars do not fit into a line. */
function holdsBlocks(node: Node): boolean {
  let holds = false;
  visit(node, (_, each) => {
    if (isScalar(each) && (each.type === 'BLOCK_LITERAL' || each.type === 'BLOCK_FOLDED')) holds = true;
    if ((isScalar(each) || isCollection(each)) && (each.comment != null || each.commentBefore != null)) holds = true;
  });
  return holds;
}

/** Puts in the place of every alias what it stands for, unless that holds aliases itself. */
function writeOut(document: Document): void {
  for (const { node, parent, at } of placesIn(document)) {
    if (!isAlias(node)) continue;
    const target = node.resolve(document);
    if (target === undefined || isAlias(target) || holdsAlias(target)) continue;
    const copy = target.clone();
    if (!isScalar(copy) && !isMap(copy) && !isSeq(copy)) continue;
    visit(copy, (_, each) => {
      if (isScalar(each) || isCollection(each)) delete each.anchor;
    });
    const item = parent.items[at];
    if (isPair(item)) item.value = copy;
    else parent.items[at] = copy;
  }
}

function holdsAlias(node: Node): boolean {
  let holds = false;
  visit(node, (_, each) => {
    if (isAlias(each)) holds = true;
  });
  return holds;
}

const isMerge = ({ key }: Pair): boolean => isScalar(key) && key.value === '<<' && key.type === 'PLAIN';

/** Puts in the place of each merge key the keys that it brings, unless one of them is set twice or brings more by a merge key. */
function writeOutMerges(map: YAMLMap, document: Document): void {
  for (const pair of map.items.filter(isMerge)) {
    const sources = (isSeq(pair.value) ? pair.value.items : [pair.value]).map((source) => pairsOf(source, document));
    if (sources.includes(undefined)) continue;
    const brought = sources.flatMap((pairs) => pairs ?? []);
    const names = [...map.items.filter((each) => each !== pair), ...brought].map(({ key }) => String(key));
    if (new Set(names).size === names.length) map.items.splice(map.items.indexOf(pair), 1, ...brought);
  }
}

/** Copies of the pairs of a mapping, or of the one that an alias stands for; `undefined` where it cannot be copied. */
function pairsOf(source: unknown, document: Document): readonly Pair[] | undefined {
  const target = isAlias(source) ? source.resolve(document) : source;
  if (!isMap(target) || target.items.some(isMerge)) return undefined;
  const copy = target.clone();
  if (!isMap(copy)) return undefined;
  visit(copy, (_, each) => {
    if (isScalar(each) || isCollection(each)) delete each.anchor;
  });
  return copy.items;
}

import { type Document, isAlias, isMap, isScalar, isSeq, type Node, Pair, Scalar } from 'yaml';
import type { Random } from '../random.ts';
import { isYaml, type Material, type Mutation } from './mutation.ts';
import { scriptWords, yamlWords } from './words.ts';
import {
  documentsOf,
  listOf,
  mapOf,
  type Place,
  pairAt,
  placesIn,
  putAt,
  scalar,
  textOfDocuments,
} from './yaml-tree.ts';

/** Changes of the tree of a YAML file, which stays YAML and soon means something else. */
export const yamlMutations: readonly Mutation[] = [
  ofTree('take a part out', ({ place: { parent, at } }) => {
    parent.items.splice(at, 1);
  }),
  ofTree('repeat a part', ({ place: { parent, at }, random }) => {
    const copies = Array.from({ length: 1 + random.below(3) }, () => copyOf(parent.items[at]));
    for (const copy of copies) parent.items.splice(random.below(parent.items.length + 1), 0, copy);
  }),
  ofTree('put a word in the place of a part', ({ place, random }) => {
    putAt(place, wordOf(random));
  }),
  ofTree('put a word into a text', ({ place: { node }, random }) => {
    if (!isScalar(node) || typeof node.value !== 'string') return;
    const at = random.below(node.value.length + 1);
    const word = random.pick(random.chance(0.5) ? yamlWords : scriptWords) ?? '';
    node.value = `${node.value.slice(0, at)}${word}${node.value.slice(at + random.below(6))}`;
  }),
  ofTree('wrap a part in a list', ({ place }) => {
    putAt(place, listOf([place.node]));
  }),
  ofTree('wrap a part in a mapping', ({ place, random }) => {
    putAt(place, mapOf(random.pick(yamlWords) ?? 'a', place.node));
  }),
  ofTree('put the inside of a part in its place', ({ place }) => {
    const inner = isSeq(place.node) ? place.node.items[0] : isMap(place.node) ? place.node.items[0]?.value : undefined;
    if (isAlias(inner) || isScalar(inner) || isMap(inner) || isSeq(inner)) putAt(place, inner);
  }),
  ofTree('rename a key', ({ place, random }) => {
    const pair = pairAt(place);
    if (pair !== undefined) pair.key = new Scalar(random.pick(yamlWords) ?? 'a');
  }),
  ofTree('exchange two parts', ({ place, places, random }) => {
    const other = random.pick(places);
    if (other === undefined) return;
    putAt(place, other.node);
    putAt(other, place.node);
  }),
  ofTree('copy a part to another place', ({ place, places, random }) => {
    const other = random.pick(places);
    if (other !== undefined) putAt(place, copyOf(other.node));
  }),
  ofTree('take a part from another file', ({ place, random, material }) => {
    const part = partOfAnother(random, material);
    if (part !== undefined) putAt(place, part);
  }),
  ofTree('add a key of another file', ({ place: { parent }, random, material }) => {
    const part = partOfAnother(random, material);
    if (isMap(parent) && part !== undefined)
      parent.items.push(new Pair(new Scalar(random.pick(yamlWords) ?? 'a'), part));
  }),
  ofTree('make a part an alias', ({ place, places, random, document }) => {
    const target = random.pick(places.filter(({ node }) => !isAlias(node)));
    if (target === undefined) return;
    putAt(place, document.createAlias(target.node as Scalar, `a${random.below(1000)}`));
  }),
  ofTree('merge a mapping', ({ place, places, random, document }) => {
    const target = random.pick(places.filter(({ node }) => isMap(node)));
    if (target === undefined || !isMap(place.node)) return;
    const alias = document.createAlias(target.node as Scalar, `a${random.below(1000)}`);
    place.node.items.splice(random.below(place.node.items.length + 1), 0, new Pair(new Scalar('<<'), alias));
  }),
  ofTree('tag a part', ({ place: { node }, random }) => {
    if (!isAlias(node)) node.tag = random.pick(['!reference', '!!str', '!!binary', '!custom', '!!merge']) ?? '!a';
  }),
  ofTree('nest a part deeply', ({ place, random }) => {
    let node = place.node;
    for (let depth = random.below(120); depth > 0; depth -= 1)
      node = random.chance(0.5) ? listOf([node]) : mapOf('a', node);
    putAt(place, node);
  }),
  ofTree('make a list long', ({ place: { parent }, random }) => {
    const item = parent.items[0];
    if (!isSeq(parent)) return;
    for (let count = random.below(60); count > 0; count -= 1) parent.items.push(copyOf(item));
  }),
];

/** What a change of a tree works on. */
interface Work {
  readonly document: Document;
  readonly places: readonly Place[];
  readonly place: Place;
  readonly random: Random;
  readonly material: Material;
}

function ofTree(name: string, change: (work: Work) => void): Mutation {
  return {
    name,
    fits: isYaml,
    change(text, random, material) {
      const documents = documentsOf(text);
      const document = random.pick(documents ?? []);
      if (documents === undefined || document === undefined) return text;
      const places = placesIn(document);
      const place = random.pick(places);
      if (place === undefined) return text;
      change({ document, places, place, random, material });
      return textOfDocuments(documents) ?? text;
    },
  };
}

const copyOf = <Part>(part: Part): Part =>
  (part instanceof Pair ? part.clone() : isNodeWithClone(part) ? part.clone() : part) as Part;

const isNodeWithClone = (part: unknown): part is Node => isAlias(part) || isScalar(part) || isMap(part) || isSeq(part);

function wordOf(random: Random): Node {
  if (random.chance(0.1)) return listOf([]);
  if (random.chance(0.1)) return mapOf(random.pick(yamlWords) ?? 'a', scalar('a'));
  const word = random.pick(random.chance(0.5) ? yamlWords : scriptWords);
  return scalar(random.chance(0.2) ? (random.pick([null, true, 0, -1, 200, 1e21]) ?? null) : (word ?? null));
}

/** A part of any file of the fixtures, with its aliases left to those who have their anchors. */
function partOfAnother(random: Random, { fixtures }: Material): Node | undefined {
  const files = Object.entries(random.pick(fixtures)?.files ?? {}).filter(([path]) => isYaml(path));
  const document = random.pick(documentsOf(random.pick(files)?.[1] ?? '') ?? []);
  return document === undefined ? undefined : random.pick(placesIn(document))?.node;
}

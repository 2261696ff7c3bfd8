import type { Cause } from '../../value/index.ts';
import {
  type BakeList,
  type BakeObject,
  type BakeValue,
  booleanValue,
  causesOf,
  isKnown,
  listValue,
  numberOf,
  numberValue,
  stringOf,
  textValue,
  valueKey,
} from '../bake-value.ts';
import { areEqual } from '../operators.ts';
import type { BakeFunction, FunctionTable } from './function.ts';

const isList = (value: BakeValue): value is BakeList => value.kind === 'list';
const isObject = (value: BakeValue): value is BakeObject => value.kind === 'object';

/** Longer lists are not followed: lists that are made of each other double at every step. */
const mostItems = 50_000;

/** All lists one after the other; a hidden one opens the result. */
const concat: BakeFunction = (lists, span) => {
  if (!lists.some(isList)) return undefined;
  const count = lists.reduce((sum, list) => sum + (isList(list) ? list.items.length + list.openTo.length : 1), 0);
  if (count > mostItems) return undefined;
  return {
    kind: 'list',
    items: lists.flatMap((list) => (isList(list) ? list.items : [])),
    openTo: lists.flatMap((list) => (isList(list) ? list.openTo : causesOf(list))),
    span,
  };
};

const flatten: BakeFunction = ([list], span) => {
  if (list?.kind !== 'list') return undefined;
  const openTo: Cause[] = [...list.openTo];
  const flat = (items: readonly BakeValue[]): readonly BakeValue[] =>
    items.flatMap((item) => {
      if (item.kind === 'unknown') openTo.push(item.hole.cause);
      if (item.kind === 'unknown') return [];
      if (item.kind !== 'list') return [item];
      openTo.push(...item.openTo);
      return flat(item.items);
    });
  return { kind: 'list', items: flat(list.items), openTo, span };
};

/** Objects over each other, later ones first; a hidden one may change every key. */
const merge: BakeFunction = (objects, span) => {
  if (!objects.every((one) => isObject(one) || one.kind === 'null')) return undefined;
  const given = objects.filter(isObject);
  return {
    kind: 'object',
    entries: new Map(given.flatMap(({ entries }) => [...entries])),
    openTo: given.flatMap(({ openTo }) => openTo),
    span,
  };
};

const contains: BakeFunction = ([list, item], span) => {
  if (list?.kind !== 'list' || item === undefined) return undefined;
  const answers = list.items.map((one) => areEqual(one, item));
  if (answers.includes(true)) return booleanValue(true, span);
  return answers.includes(undefined) || list.openTo.length > 0 ? undefined : booleanValue(false, span);
};

const lookup: BakeFunction = ([object, key, otherwise]) => {
  const name = stringOf(key);
  if (object?.kind !== 'object' || name === undefined) return undefined;
  return object.entries.get(name) ?? (object.openTo.length > 0 ? undefined : otherwise);
};

const length: BakeFunction = ([value], span) => {
  if (value?.kind === 'list' && value.openTo.length === 0) return numberValue(value.items.length, span);
  return value?.kind === 'object' && value.openTo.length === 0 ? numberValue(value.entries.size, span) : undefined;
};

/** Items that are certainly equal are one; of those that may be equal, the length is not known. */
const distinct: BakeFunction = ([list], span) => {
  if (list?.kind !== 'list') return undefined;
  const byKey = new Map(list.items.map((item) => [valueKey(item), item]));
  const items = list.items.filter(
    (item, index) => list.items.findIndex((one) => valueKey(one) === valueKey(item)) === index,
  );
  return byKey.size > 1 && !items.every(isKnown) ? undefined : { ...list, items, span };
};

const compact: BakeFunction = ([list], span) => {
  if (list?.kind !== 'list' || !list.items.every(isKnown)) return undefined;
  return { ...list, items: list.items.filter((item) => item.kind !== 'null' && stringOf(item) !== ''), span };
};

const keys: BakeFunction = ([object], span) => {
  if (object?.kind !== 'object' || object.openTo.length > 0) return undefined;
  return listValue(
    [...object.entries.keys()].sort().map((key) => textValue(key, span)),
    span,
  );
};

const values: BakeFunction = ([object], span) => {
  if (object?.kind !== 'object' || object.openTo.length > 0) return undefined;
  const sorted = [...object.entries].sort(([a], [b]) => (a < b ? -1 : 1));
  return listValue(
    sorted.map(([, value]) => value),
    span,
  );
};

const element: BakeFunction = ([list, index]) => {
  const at = index === undefined ? undefined : numberOf(index);
  if (list?.kind !== 'list' || list.openTo.length > 0 || at === undefined || list.items.length === 0) return undefined;
  // Some releases refuse to count from the end.
  return at < 0 ? undefined : list.items[at % list.items.length];
};

const indexOf: BakeFunction = ([list, item], span) => {
  if (list?.kind !== 'list' || item === undefined || !isKnown(list) || !isKnown(item)) return undefined;
  const at = list.items.findIndex((one) => areEqual(one, item) === true);
  return at === -1 ? undefined : numberValue(at, span);
};

const slice: BakeFunction = ([list, from, to], span) => {
  const [start, end] = [from && numberOf(from), to && numberOf(to)];
  if (list?.kind !== 'list' || list.openTo.length > 0 || start === undefined || end === undefined) return undefined;
  if (start < 0 || end < start || end > list.items.length) return undefined;
  return listValue(list.items.slice(start, end), span);
};

const sort: BakeFunction = ([list], span) => {
  const strings = list?.kind === 'list' && list.openTo.length === 0 ? list.items.map(stringOf) : [undefined];
  if (!strings.every((one) => one !== undefined)) return undefined;
  return listValue(
    [...strings].sort().map((one) => textValue(one, span)),
    span,
  );
};

const reverseList: BakeFunction = ([list], span) =>
  list?.kind === 'list' && list.openTo.length === 0 ? listValue([...list.items].reverse(), span) : undefined;

const zipmap: BakeFunction = ([names, items], span) => {
  if (names?.kind !== 'list' || items?.kind !== 'list') return undefined;
  const pairs = names.items.map((name, index) => [stringOf(name), items.items[index]] as const);
  const known = pairs.flatMap(([name, item]) =>
    name === undefined || item === undefined ? [] : [[name, item] as const],
  );
  const isWhole = known.length === pairs.length && names.openTo.length === 0 && items.openTo.length === 0;
  return isWhole ? { kind: 'object', entries: new Map(known), openTo: [], span } : undefined;
};

/** Every combination of one item per list, in order of the lists. */
const setProduct: BakeFunction = (lists, span) => {
  if (!lists.every((list) => isList(list) && list.openTo.length === 0)) return undefined;
  const given = lists.filter(isList);
  const count = given.reduce((product, { items }) => product * items.length, 1);
  if (count > 1000 || given.length === 0) return undefined;
  const rows = given.reduce<readonly (readonly BakeValue[])[]>(
    (before, { items }) => before.flatMap((row) => items.map((item) => [...row, item])),
    [[]],
  );
  return listValue(
    rows.map((row) => listValue(row, span)),
    span,
  );
};

const range: BakeFunction = (args, span) => {
  const numbers = args.map(numberOf);
  if (!numbers.every((one) => one !== undefined)) return undefined;
  const [start = 0, end = 0, step = 1] = numbers.length === 1 ? [0, ...numbers] : numbers;
  const count = Math.ceil((end - start) / step);
  if (step === 0 || !Number.isFinite(count) || count > 1000) return undefined;
  const asNumber = (_: unknown, index: number): BakeValue => numberValue(start + index * step, span);
  return listValue(Array.from({ length: Math.max(0, count) }, asNumber), span);
};

/** Of sets as lists: which items of the first are kept, given whether the others have them. */
const ofSets =
  (isKept: (item: BakeValue, others: readonly BakeList[]) => boolean): BakeFunction =>
  ([first, ...others], span) => {
    if (first?.kind !== 'list' || !isKnown(first) || !others.every((one) => isList(one) && isKnown(one)))
      return undefined;
    const lists = others.filter(isList);
    return listValue(
      first.items.filter((item) => isKept(item, lists)),
      span,
    );
  };

const has = (list: BakeList, item: BakeValue): boolean => list.items.some((one) => areEqual(one, item) === true);

/** Functions of lists and objects. Source: go-cty cty/function/stdlib/collection.go, set.go, sequence.go. */
export const collectionFunctions: FunctionTable = [
  ['concat', concat],
  ['flatten', flatten],
  ['merge', merge],
  ['contains', contains],
  ['lookup', lookup],
  ['length', length],
  ['distinct', distinct],
  ['compact', compact],
  ['keys', keys],
  ['values', values],
  ['element', element],
  ['indexof', indexOf],
  ['slice', slice],
  ['sort', sort],
  ['reverselist', reverseList],
  ['zipmap', zipmap],
  ['setproduct', setProduct],
  ['range', range],
  ['setintersection', ofSets((item, others) => others.every((list) => has(list, item)))],
  ['setsubtract', ofSets((item, others) => !others.some((list) => has(list, item)))],
];

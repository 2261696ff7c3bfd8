import type { Cause } from './cause.ts';
import { all, any, no, type Truth, unknown } from './truth.ts';

/**
 * What we know of a list: `items` are certainly in it; it may hold more for the reasons in `openTo`.
 * An empty `openTo` closes the list.
 */
export interface OpenList<T> {
  readonly items: readonly T[];
  readonly openTo: readonly Cause[];
}

/** A list without more than these items. */
export const closed = <T>(items: readonly T[]): OpenList<T> => ({ items, openTo: [] });
/** A list with these items and perhaps more, and why. */
export const open = <T>(items: readonly T[], ...openTo: readonly Cause[]): OpenList<T> => ({ items, openTo });

/** Whether nothing else can be in the list. */
export const isClosed = (list: OpenList<unknown>): boolean => list.openTo.length === 0;

/** Whether it holds more than its items: "no" for a closed list, otherwise unknown. */
export const hasMore = ({ openTo }: OpenList<unknown>): Truth => (openTo.length === 0 ? no : unknown(...openTo));

/** Whether `claim` holds for some item, those that cannot be seen included. */
export function someItem<T>(list: OpenList<T>, claim: (item: T) => Truth): Truth {
  return any([...list.items.map(claim), ...rest(list)]);
}

/** Whether `claim` holds for every item, those that cannot be seen included. */
export function everyItem<T>(list: OpenList<T>, claim: (item: T) => Truth): Truth {
  return all([...list.items.map(claim), ...rest(list)]);
}

const rest = (list: OpenList<unknown>): readonly Truth[] => (list.openTo.length > 0 ? [unknown(...list.openTo)] : []);

/** The list with every certain item changed; it stays as open as it was. */
export const mapItems = <T, U>(list: OpenList<T>, change: (item: T) => U): OpenList<U> => ({
  items: list.items.map(change),
  openTo: list.openTo,
});

/** All lists one after the other; open to whatever opens one of them. */
export const concat = <T>(...lists: readonly OpenList<T>[]): OpenList<T> => concatAll(lists);

/** `concat` for any number of lists; as arguments of a call, very many would overflow the stack. */
export const concatAll = <T>(lists: readonly OpenList<T>[]): OpenList<T> => ({
  items: lists.flatMap(({ items }) => items),
  openTo: lists.flatMap(({ openTo }) => openTo),
});

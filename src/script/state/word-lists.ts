import type { Span } from '../../source/source-file.ts';
import { type Cause, distinctCauses, type OpenList, open, type Text, textKey } from '../../value/index.ts';

/** One list for several of which nobody knows which it is: what they all begin with, and perhaps what follows in some. */
export function oneList(lists: readonly OpenList<Text>[], because: string, at: Span): OpenList<Text> {
  const [first, ...others] = lists;
  if (first === undefined) return open([]);
  const differs = first.items.findIndex((item, index) => !others.every(({ items }) => isEqual(item, items[index])));
  const common = differs === -1 ? first.items : first.items.slice(0, differs);
  const adds = lists.flatMap(({ items }) => items.slice(common.length));
  const own: readonly Cause[] = adds.length === 0 ? [] : [withWords({ kind: 'rules', because, at }, adds)];
  return open(common, ...distinctCauses([...own, ...lists.flatMap(({ openTo }) => openTo)]));
}

/**
 * The words by which a list has grown: those behind its former ones, and those that may be there. `any` if they are not
 * known; `undefined` if the list does not begin as it did.
 */
export function growthOf(before: OpenList<Text>, after: OpenList<Text>): readonly Text[] | 'any' | undefined {
  if (!before.items.every((item, index) => isEqual(item, after.items[index]))) return undefined;
  const causes = after.openTo.filter((cause) => !before.openTo.includes(cause));
  if (causes.some(({ adds }) => adds === undefined)) return 'any';
  return [...after.items.slice(before.items.length), ...causes.flatMap(({ adds = [] }) => adds)];
}

/** A cause with the words that may be there for it; of very many nothing is said. */
export const withWords = (cause: Cause, adds: readonly Text[]): Cause =>
  adds.length > mostWords ? cause : { ...cause, adds };

const isEqual = (one: Text, other: Text | undefined): boolean => other !== undefined && textKey(one) === textKey(other);

const mostWords = 200;

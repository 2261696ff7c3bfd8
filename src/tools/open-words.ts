import type { Span } from '../source/source-file.ts';
import type { Cause, OpenList, Text } from '../value/index.ts';
import { holesOf } from '../value/text.ts';

/** Which words of an open list are the reason why it is open. */
export interface OpenWords {
  /** The causes for which a word, one unquoted expansion, may be several words or none. */
  opening(word: Text): readonly Cause[];
  /** Whether no more than one word is open for this cause. */
  opensOnly(cause: Cause): boolean;
}

/** Looks at every word of the list once. */
export function openWordsOf({ items, openTo }: OpenList<Text>): OpenWords {
  if (openTo.length === 0) return noneOpen;
  const causesAt = new Map<string | Cause, Set<Cause>>();
  for (const cause of openTo) {
    add(causesAt, cause, cause);
    add(causesAt, placeKey(cause.at), cause);
  }
  const opening = (word: Text): readonly Cause[] => {
    const holes = holesOf(word);
    if (holes.length === 0) return [];
    const keys = [placeKey(word.span), ...holes.flatMap(({ cause }) => [cause, placeKey(cause.at)])];
    return [...new Set(keys.flatMap((key) => [...(causesAt.get(key) ?? [])]))];
  };
  const wordsOf = new Map<Cause, number>();
  for (const cause of items.flatMap(opening)) wordsOf.set(cause, (wordsOf.get(cause) ?? 0) + 1);
  return { opening, opensOnly: (cause) => (wordsOf.get(cause) ?? 0) <= 1 };
}

const noneOpen: OpenWords = { opening: () => [], opensOnly: () => true };

const placeKey = ({ file, start, end }: Span): string => `${file.path}\0${String(start)}\0${String(end)}`;

function add<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}

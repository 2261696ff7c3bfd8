import type { Span } from '../source/source-file.ts';
import type { Cause, OpenList, Text } from '../value/index.ts';
import { holesOf } from '../value/text.ts';

/** The words of an open list, and which of them are the reason why it is open. */
export class OpenWords {
  readonly items: readonly Text[];
  readonly #causesAt = new Map<string | Cause, Set<Cause>>();
  readonly #wordsOf = new Map<Cause, number>();

  constructor({ items, openTo }: OpenList<Text>) {
    this.items = items;
    for (const cause of openTo) {
      add(this.#causesAt, cause, cause);
      add(this.#causesAt, placeKey(cause.at), cause);
    }
    for (const word of openTo.length > 0 ? items : []) {
      for (const cause of this.opening(word)) this.#wordsOf.set(cause, (this.#wordsOf.get(cause) ?? 0) + 1);
    }
  }

  /** The causes for which a word, one unquoted expansion, may be several words or none. */
  opening(word: Text): readonly Cause[] {
    const holes = holesOf(word);
    if (holes.length === 0 || this.#causesAt.size === 0) return [];
    const keys = [placeKey(word.span), ...holes.flatMap(({ cause }) => [cause, placeKey(cause.at)])];
    return [...new Set(keys.flatMap((key) => [...(this.#causesAt.get(key) ?? [])]))];
  }

  /** Whether no more than one word is open for this cause. */
  opensOnly(cause: Cause): boolean {
    return (this.#wordsOf.get(cause) ?? 0) <= 1;
  }
}

const placeKey = ({ file, start, end }: Span): string => `${file.path}\0${String(start)}\0${String(end)}`;

function add<K, V>(map: Map<K, Set<V>>, key: K, value: V): void {
  const values = map.get(key);
  if (values === undefined) map.set(key, new Set([value]));
  else values.add(value);
}

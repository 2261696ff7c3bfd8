import type { Span } from '../source/source-file.ts';
import { any, groupBy, type Truth } from '../value/index.ts';

/** Things that get in each other's way. */
export interface Collision<T> {
  /** The thing at whose place to say it: the first there that collides. */
  readonly at: T;
  /** All that collide with something at that place, in order, `at` included. */
  readonly members: readonly T[];
  /** Whether some of them do for certain; never "no". */
  readonly truth: Truth;
}

/** What collides with what, and where it is written. */
export interface CollisionSearch<T> {
  readonly placeOf: (item: T) => Span;
  /** What is equal in things that collide; `undefined` for one that may collide with any other. */
  readonly keysOf: (item: T) => readonly string[] | undefined;
  readonly collide: (one: T, other: T) => Truth;
}

/**
 * Where things collide, once for each place at which they are written: each with those of the same place and with
 * those before it. A place of which it is said is to be changed, so later ones are not compared with it. Effort is
 * quadratic only in the number of things with one key.
 */
export function collisions<T>(items: readonly T[], search: CollisionSearch<T>): readonly Collision<T>[] {
  if (items.length < 2) return [];
  const places = [...groupBy(items, (item) => placeKey(search.placeOf(item))).values()];
  const order = new Map(places.flat().map((item, index) => [item, index]));
  const inOrder = (some: Iterable<T>): readonly T[] =>
    [...some].sort((one, other) => (order.get(one) ?? 0) - (order.get(other) ?? 0));

  const found: Collision<T>[] = [];
  const earlier = shelf(search);
  for (const here of places) {
    const own = shelf(search);
    for (const item of here) own.add(item);
    const pairs = here.flatMap((one) => {
      const others = inOrder(new Set([...earlier.alike(one), ...own.alike(one)]));
      return pairsOf(one, others, search.collide);
    });
    const at = pairs[0]?.one;
    if (at === undefined) {
      for (const item of here) earlier.add(item);
      continue;
    }
    const members = inOrder(new Set(pairs.flatMap(({ one, other }) => [one, other])));
    found.push({ at, members, truth: any(pairs.map(({ truth }) => truth)) });
  }
  return found;
}

const placeKey = ({ file, start, end }: Span): string => `${file.path}\0${String(start)}\0${String(end)}`;

/** Things by their keys. */
interface Shelf<T> {
  readonly add: (item: T) => void;
  /** Those that may collide with a thing. */
  readonly alike: (item: T) => readonly T[];
}

function shelf<T>({ keysOf }: CollisionSearch<T>): Shelf<T> {
  const all: T[] = [];
  const keyless: T[] = [];
  const byKey = new Map<string, T[]>();
  return {
    add(item) {
      all.push(item);
      const keys = keysOf(item);
      if (keys === undefined) keyless.push(item);
      for (const key of keys ?? []) {
        const known = byKey.get(key);
        if (known === undefined) byKey.set(key, [item]);
        else known.push(item);
      }
    },
    alike(item) {
      const keys = keysOf(item);
      return keys === undefined ? all : [...keyless, ...keys.flatMap((key) => byKey.get(key) ?? [])];
    },
  };
}

interface Pair<T> {
  readonly one: T;
  readonly other: T;
  readonly truth: Truth;
}

const pairsOf = <T>(one: T, others: readonly T[], collide: (one: T, other: T) => Truth): readonly Pair<T>[] =>
  others
    .filter((other) => other !== one)
    .map((other) => ({ one, other, truth: collide(one, other) }))
    .filter(({ truth }) => truth.is !== 'no');

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

/**
 * Where things collide, once for each place at which they are written: each with those of the same place and with
 * those before it. A place of which it is said is to be changed, so later ones are not compared with it. Effort is quadratic in the number of things.
 */
export function collisions<T>(
  items: readonly T[],
  placeOf: (item: T) => Span,
  collide: (one: T, other: T) => Truth,
): readonly Collision<T>[] {
  const found: Collision<T>[] = [];
  const earlier: T[] = [];
  for (const here of groupBy(items, (item) => placeKey(placeOf(item))).values()) {
    const around = [...earlier, ...here];
    const pairs = here.flatMap((one) => pairsOf(one, around, collide));
    const at = pairs[0]?.one;
    if (at === undefined) {
      earlier.push(...here);
      continue;
    }
    const members = new Set(pairs.flatMap(({ one, other }) => [one, other]));
    found.push({
      at,
      members: around.filter((item) => members.has(item)),
      truth: any(pairs.map(({ truth }) => truth)),
    });
  }
  return found;
}

const placeKey = ({ file, start, end }: Span): string => `${file.path}\0${String(start)}\0${String(end)}`;

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

/** A source of numbers that are the same for the same seed everywhere. */
export interface Random {
  /** A whole number from 0 to `limit` - 1; 0 for a limit below 1. */
  readonly below: (limit: number) => number;
  /** Whether something of this probability happens. */
  readonly chance: (probability: number) => boolean;
  /** One of the items; `undefined` if there are none. */
  readonly pick: <Item>(items: readonly Item[]) => Item | undefined;
}

/** Numbers for the seed and all that tells its uses apart. Source: mulberry32 by Tommy Ettinger, in the public domain. */
export function randomOf(...seeds: readonly number[]): Random {
  let state = seeds.reduce((hash, seed) => mixed(hash ^ (seed >>> 0)), 0x9e37_79b9);
  const next = (): number => {
    state = (state + 0x6d2b_79f5) >>> 0;
    return mixed(state) / 0x1_0000_0000;
  };
  const below = (limit: number): number => (limit < 1 ? 0 : Math.floor(next() * limit));
  return { below, chance: (probability) => next() < probability, pick: (items) => items[below(items.length)] };
}

function mixed(value: number): number {
  let hash = Math.imul(value ^ (value >>> 15), value | 1);
  hash ^= hash + Math.imul(hash ^ (hash >>> 7), hash | 61);
  return (hash ^ (hash >>> 14)) >>> 0;
}

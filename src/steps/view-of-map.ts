/**
 * A map whose values are made of those of another one when they are asked for, each once: what is never asked for is never made.
 * It is read before the other map changes.
 */
export function viewOfMap<K, A, B>(map: ReadonlyMap<K, A>, valueOf: (value: A) => B): ReadonlyMap<K, B> {
  const known = new Map<K, B>();
  const get = (key: K): B | undefined => {
    const made = known.get(key);
    const value = made === undefined ? map.get(key) : undefined;
    if (value === undefined) return made;
    const own = valueOf(value);
    known.set(key, own);
    return own;
  };
  const whole = (): ReadonlyMap<K, B> =>
    new Map([...map].map(([key, value]) => [key, known.get(key) ?? valueOf(value)] as const));
  return {
    get size() {
      return map.size;
    },
    get,
    has: (key) => map.has(key),
    forEach: (visit) => {
      whole().forEach(visit);
    },
    entries: () => whole().entries(),
    keys: () => whole().keys(),
    values: () => whole().values(),
    [Symbol.iterator]: () => whole()[Symbol.iterator](),
  };
}

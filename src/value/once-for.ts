/**
 * The same function with its answers kept: an object is asked about once, as long as it lives. For questions about
 * the immutable model that many ask; `answer` must be pure.
 */
export function onceFor<K extends object, V>(answer: (key: K) => V): (key: K) => V {
  const answers = new WeakMap<K, { readonly value: V }>();
  return (key) => {
    const known = answers.get(key);
    if (known !== undefined) return known.value;
    const value = answer(key);
    answers.set(key, { value });
    return value;
  };
}

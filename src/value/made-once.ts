/**
 * A value that is made when it is first asked for, and kept. For parts of the model that most repositories, or most rules, do not
 * ask for; `make` must be pure, so that nobody can tell when it ran.
 */
export function madeOnce<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** A shorter head is not worth a sign of omission. */
const shortestHead = 8;

/** A reference with the head that it shares with the name of its image left out: `…-arm64`, `…:latest`. */
export function shortReference(reference: string, name: string): string {
  if (reference === name) return 'its name';
  let shared = 0;
  while (shared < reference.length && reference[shared] === name[shared]) shared++;
  while (shared > 0 && !/[-./:@]/.test(reference[shared] ?? '')) shared--;
  return shared < shortestHead ? reference : `…${reference.slice(shared)}`;
}

/**
 * The candidate that a mistyped word most likely means: the one with the fewest typing errors (a letter added,
 * left out, replaced, or swapped with its neighbour), if they are no more than `most`: few for the length of the word.
 */
export function nearest(
  written: string,
  candidates: Iterable<string>,
  most = Math.max(1, Math.floor(written.length / 3)),
): string | undefined {
  if (written.length > longestWord) return undefined;
  let best: { readonly word: string; readonly errors: number } | undefined;
  for (const word of candidates) {
    if (Math.abs(word.length - written.length) > most) continue;
    const errors = typingErrors(written.toLowerCase(), word.toLowerCase());
    if (errors <= most && errors < (best?.errors ?? Number.POSITIVE_INFINITY)) best = { word, errors };
  }
  return best?.word;
}

/** `; did you mean …?` behind a message; empty where no candidate is near. */
export function didYouMean(written: string, candidates: Iterable<string>): string {
  const words = [...candidates];
  const word = nearest(written, words) ?? abbreviated(written, words);
  return word === undefined ? '' : `; did you mean \`${word}\`?`;
}

/** The shortest word that begins with what is written: `warn` is `warning`. */
const abbreviated = (written: string, words: readonly string[]): string | undefined =>
  written.length < 3
    ? undefined
    : words.filter((word) => word.startsWith(written)).toSorted((a, b) => a.length - b.length)[0];

/** Longer words are no typing errors, and the distance costs time quadratic in their length. */
const longestWord = 100;

/** The restricted Damerau-Levenshtein distance. */
function typingErrors(a: string, b: string): number {
  let before: readonly number[] = [];
  let last: readonly number[] = Array.from({ length: b.length + 1 }, (_, column) => column);
  for (let row = 1; row <= a.length; row++) {
    const current = [row];
    for (let column = 1; column <= b.length; column++) {
      const isSame = a[row - 1] === b[column - 1];
      const isSwap = row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1];
      const replaced = (last[column - 1] ?? 0) + (isSame ? 0 : 1);
      const swapped = isSwap ? (before[column - 2] ?? 0) + 1 : replaced;
      current.push(Math.min(replaced, swapped, (last[column] ?? 0) + 1, (current[column - 1] ?? 0) + 1));
    }
    before = last;
    last = current;
  }
  return last[b.length] ?? 0;
}

/** Characters of all kinds, the same ones every time. */
export function rubbish(length: number): string {
  let seed = 42;
  return series(length, () => {
    seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
    return String.fromCharCode(seed % 300);
  }).join('');
}

/** The strings for 0 to `length` - 1. */
export const series = (length: number, of: (index: number) => string): readonly string[] =>
  Array.from({ length }, (_, index) => of(index));

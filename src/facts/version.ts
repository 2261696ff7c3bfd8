/**
 * Whether a version is a minimum or newer. `v` in front is ignored, so is what follows the numbers. A number that
 * is not written stands for the newest of its line: the tag `28` is at least `28.5.1`.
 */
export function isAtLeast(version: string, minimum: string): boolean {
  const has = numbers(version);
  for (const [index, wanted] of numbers(minimum).entries()) {
    const number = has[index];
    if (number === undefined) return true;
    if (number !== wanted) return number > wanted;
  }
  return true;
}

/** The numbers at the head of a version; none if it does not begin with one. */
function numbers(version: string): readonly number[] {
  const head = /^v?(\d+(?:\.\d+){0,3})/.exec(version)?.[1];
  return head === undefined ? [] : head.split('.').map(Number);
}

/** Whether a string begins like a version: `1.24.0`, `v0.25`, `28`. */
export const isVersion = (written: string): boolean => numbers(written).length > 0;

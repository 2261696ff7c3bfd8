import { appendFileSync, statSync } from 'node:fs';

/** After which calls, counted behind the one that kept the code, it is looked whether there is more to keep. */
const renewing: ReadonlySet<number> = new Set([1, 4, 16, 64]);
const last = Math.max(...renewing);

/**
 * Counts a call in a file, by its length, and tells whether it is time to look for more code to keep. What is kept holds the
 * functions that the calls until then have run: one that reads Makefiles knows nothing of what the next one needs for Dockerfiles,
 * and that would be compiled in every call. After 64 calls nothing new is expected, and nothing is counted. Fails in silence.
 */
export function isRenewalDue(counter: string): boolean {
  try {
    const before = statSync(counter, { throwIfNoEntry: false })?.size ?? 0;
    if (before >= last) return false;
    appendFileSync(counter, '.', { mode: 0o600 });
    return renewing.has(before + 1);
  } catch {
    return false;
  }
}

import { readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** In milliseconds: thirty days. */
const longest = 30 * 24 * 60 * 60 * 1000;

/**
 * Takes away what was kept in a folder a month ago and longer: other releases have left it, and what is still in use is kept anew
 * by the next call. Fails in silence.
 */
export function forgetOldCode(folder: string): void {
  try {
    for (const name of readdirSync(folder)) {
      const path = join(folder, name);
      if (Date.now() - statSync(path).mtimeMs > longest) rmSync(path, { force: true });
    }
  } catch {
    // Another call may have taken the file away.
  }
}

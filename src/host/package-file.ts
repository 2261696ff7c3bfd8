import { join } from 'node:path';
import { readText } from './folders.ts';

/**
 * The text of a file of this package, which lies one folder above the bundle and two above this source; `undefined` if it is
 * not there.
 */
export function packageFile(path: string): string | undefined {
  for (const above of ['..', '../..']) {
    const file = readText(join(import.meta.dirname, above, path));
    if (file.is === 'text') return file.text;
  }
  return undefined;
}

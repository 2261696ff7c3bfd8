import { writeFileSync } from 'node:fs';
import { codeOf } from './node-workspace.ts';
import { reasonOf, type WriteOutcome } from './write-output.ts';

/** Writes a text file that is not there yet; a file, a folder or a link of that name stays as it is. Never throws. */
export function createFile(path: string, text: string): WriteOutcome | { readonly is: 'exists' } {
  try {
    writeFileSync(path, text, { flag: 'wx' });
    return { is: 'written' };
  } catch (error) {
    return codeOf(error) === 'EEXIST' ? { is: 'exists' } : { is: 'failed', because: reasonOf(error) };
  }
}

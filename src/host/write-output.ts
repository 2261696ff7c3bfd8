import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from './node-workspace.ts';

/** What writing a file came to. */
export type WriteOutcome =
  | { readonly is: 'written' }
  /** `because` completes "cannot be written, because …". */
  | { readonly is: 'failed'; readonly because: string };

/** What the codes of the file system mean to a person. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  EROFS: 'the file system is read-only',
  ENOSPC: 'the disk is full',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of its path is a file',
  EEXIST: 'a part of its path is a file',
};

/** Writes a text file and the folders above it, replacing what was there. Never throws. */
export function writeOutput(path: string, text: string): WriteOutcome {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return { is: 'written' };
  } catch (error) {
    const code = codeOf(error);
    return { is: 'failed', because: reasons[code] ?? `the system reports ${code}` };
  }
}

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
  ENOENT: 'it does not exist',
};

/** Writes a text file and the folders above it, replacing what was there. Never throws. */
export function writeOutput(path: string, text: string): WriteOutcome {
  try {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
    return { is: 'written' };
  } catch (error) {
    return { is: 'failed', because: reasonOf(error) };
  }
}

/** What an error of the file system means to a person, as a clause. */
export function reasonOf(error: unknown): string {
  const code = codeOf(error);
  return reasons[code] ?? `the system reports ${code}`;
}

import { readFileSync, realpathSync, statSync } from 'node:fs';
import { join, posix, sep } from 'node:path';
import type { FileContent, Workspace } from '../source/workspace.ts';
import { textOf, tooLarge } from './file-text.ts';
import { type Listing, listFiles } from './list-files.ts';
import { readPlainFile } from './read-plain-file.ts';

/** A workspace on the disk, which can also say what its listing lacks. */
export interface NodeWorkspace extends Workspace {
  /** What `paths` leaves out although it belongs to the repository, as sentences without full stop. */
  readonly gaps: readonly string[];
}

/**
 * The files below a folder, read synchronously: several times faster than asynchronous reads for many small files.
 *
 * The tree is listed when `paths` or `gaps` is first asked for. `read` keeps the text exactly as it is, a byte order
 * mark (U+FEFF) included: readers skip it, so that offsets stay those of the file. Bytes that are no UTF-8 become
 * U+FFFD. Paths that leave the folder, also through links, are not read.
 */
export function nodeWorkspace(root: string): NodeWorkspace {
  let listing: Listing | undefined;
  const list = (): Listing => (listing ??= listFiles(root));
  return {
    get paths() {
      return list().paths;
    },
    get gaps() {
      return list().gaps;
    },
    // What the listing has seen to be a file of the folder needs no second look at the way to it.
    read: (path) =>
      (listing?.plain.has(path) === true ? readPlainFile(join(root, path)) : undefined) ?? readBelow(root, path),
  };
}

function readBelow(root: string, path: string): FileContent {
  if (/^\.\.(?:\/|$)/.test(posix.normalize(path))) return { is: 'missing' };
  try {
    const real = realpathSync.native(join(root, path));
    const stats = statSync(real);
    if (stats.isDirectory()) return { is: 'missing' };
    if (!real.startsWith(withSeparator(realpathSync.native(root)))) return { is: 'unreadable', because: outside };
    if (!stats.isFile()) return { is: 'unreadable', because: 'it is no regular file' };
    return tooLarge(stats.size) ?? textOf(readFileSync(real));
  } catch (error) {
    return failure(error);
  }
}

const outside = 'it is a link to a place outside the repository';

const withSeparator = (folder: string): string => (folder.endsWith(sep) ? folder : folder + sep);

/** Codes with which the file system says that there is no such file. */
const missingCodes = new Set(['ENOENT', 'ENOTDIR', 'ENAMETOOLONG', 'ERR_INVALID_ARG_VALUE']);

/** What other codes mean to a person. */
const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission is denied',
  EPERM: 'permission is denied',
  ELOOP: 'it is a link that leads to itself',
};

function failure(error: unknown): FileContent {
  const code = codeOf(error);
  if (missingCodes.has(code)) return { is: 'missing' };
  return { is: 'unreadable', because: reasons[code] ?? `the system reports ${code}` };
}

/** The error code of the file system (`ENOENT`); the error as text if it has none. */
export const codeOf = (error: unknown): string =>
  error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : String(error);

import { closeSync, constants, fstatSync, openSync, readFileSync, readSync } from 'node:fs';
import type { FileContent } from '../source/workspace.ts';
import { textOf, tooLarge } from './file-text.ts';

/**
 * The content of a file that a listing showed as a regular one, reached through no link: four calls of the system where a file
 * of which nothing is known takes twenty. `undefined` where the system cannot open it as such, by now or at all; nothing is
 * followed and nothing waits.
 */
export function readPlainFile(path: string): FileContent | undefined {
  const descriptor = opened(path);
  if (descriptor === undefined) return undefined;
  try {
    const stats = fstatSync(descriptor);
    return stats.isFile() ? (tooLarge(stats.size) ?? textOf(bytesOf(descriptor, stats.size))) : undefined;
  } catch {
    return undefined;
  } finally {
    closeSync(descriptor);
  }
}

/** How a file is opened so that no link is followed and no pipe waited for; `undefined` on Windows, which cannot. */
const flags = 'O_NOFOLLOW' in constants ? constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK : undefined;

function opened(path: string): number | undefined {
  try {
    return flags === undefined ? undefined : openSync(path, flags);
  } catch {
    return undefined;
  }
}

/** Where files are read to before they become text, which copies them. */
const shelf = Buffer.allocUnsafeSlow(64 * 1024);

/** What a file holds; good until the next file is read. A file without a size may still hold something. */
const bytesOf = (descriptor: number, size: number): Buffer =>
  size === 0 || size > shelf.length
    ? readFileSync(descriptor)
    : shelf.subarray(0, readSync(descriptor, shelf, 0, size, 0));

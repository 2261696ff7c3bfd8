import type { FileContent } from '../source/workspace.ts';

/** The largest file that is read, in bytes. No CI file, Dockerfile or runner configuration comes near it. */
const largestFile = 10 * 1024 * 1024;

/** Why a file of so many bytes is not read; `undefined` if it is. */
export const tooLarge = (bytes: number): FileContent | undefined =>
  bytes > largestFile ? { is: 'unreadable', because: `it is larger than ${largestFile / 1024 ** 2} MiB` } : undefined;

/** What a file of these bytes says. */
export const contentOf = (bytes: Buffer): FileContent => tooLarge(bytes.length) ?? textOf(bytes);

/** The text of a file exactly as it is, a byte order mark included; bytes that are no UTF-8 become U+FFFD. */
export function textOf(bytes: Buffer): FileContent {
  if (bytes.includes(0)) return { is: 'unreadable', because: 'it is binary' };
  return { is: 'text', text: bytes.toString('utf8') };
}

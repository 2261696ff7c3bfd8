import { type GitAnswer, runGit } from './run-git.ts';

/**
 * The contents of blobs by their hashes; one that git does not hold, as in a partial clone, is left out.
 *
 * Source: git-cat-file(1), "BATCH OUTPUT": `<oid> SP <type> SP <size> LF <contents> LF`, or `<oid> SP missing LF`.
 */
export function readBlobs(folder: string, hashes: readonly string[]): GitAnswer<ReadonlyMap<string, Buffer>> {
  if (hashes.length === 0) return { is: 'answer', value: new Map() };
  const output = runGit(folder, ['cat-file', '--batch'], `${hashes.join('\n')}\n`);
  return output.is === 'failed' ? output : { is: 'answer', value: blobsIn(output.value) };
}

function blobsIn(output: Buffer): ReadonlyMap<string, Buffer> {
  const blobs = new Map<string, Buffer>();
  let at = 0;
  while (at < output.length) {
    const end = output.indexOf('\n', at);
    if (end === -1) break;
    const [hash = '', type, size] = output.toString('latin1', at, end).split(' ');
    at = end + 1;
    if (type !== 'blob') continue;
    blobs.set(hash, output.subarray(at, at + Number(size)));
    at += Number(size) + 1;
  }
  return blobs;
}

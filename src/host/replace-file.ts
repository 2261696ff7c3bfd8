import {
  accessSync,
  chmodSync,
  constants,
  lstatSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { reasonOf, type WriteOutcome } from './write-output.ts';

/**
 * Why a file of a project must not be replaced, as a clause that completes "because …"; `undefined` if it may be. Only
 * regular files inside the root are written, none that is reached through a link, and none whose bytes a text would lose.
 */
export function whyNotReplaced(root: string, path: string): string | undefined {
  try {
    const real = realpathSync(join(root, path));
    if (real !== join(realpathSync(root), ...path.split('/'))) return 'it is reached through a link';
    if (!lstatSync(real).isFile()) return 'it is no regular file';
    if (!isText(readFileSync(real))) return 'it is not encoded in UTF-8';
    accessSync(real, constants.W_OK);
    return undefined;
  } catch (error) {
    return reasonOf(error);
  }
}

const isText = (bytes: Buffer): boolean => Buffer.from(bytes.toString('utf8'), 'utf8').equals(bytes);

/**
 * Replaces a file of a project by another text at once: whoever reads it meets the old or the new text, never a part.
 * Its mode stays. Fails if it is no longer the text `before`. Never throws.
 */
export function replaceFile(
  root: string,
  { path, before, after }: { readonly path: string; readonly before: string; readonly after: string },
): WriteOutcome {
  const obstacle = whyNotReplaced(root, path);
  if (obstacle !== undefined) return { is: 'failed', because: obstacle };
  const target = join(root, ...path.split('/'));
  const beside = join(dirname(target), `.${basename(target)}.${String(process.pid)}.tmp`);
  try {
    if (readFileSync(target, 'utf8') !== before) return { is: 'failed', because: 'it was changed in the meantime' };
    writeFileSync(beside, after, { flag: 'wx' });
    chmodSync(beside, lstatSync(target).mode & 0o7777);
    renameSync(beside, target);
    return { is: 'written' };
  } catch (error) {
    rmSync(beside, { force: true });
    return { is: 'failed', because: reasonOf(error) };
  }
}

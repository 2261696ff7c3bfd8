import type { DockerfileLine } from '../model/dockerfile/dockerfile.ts';

/** A path without `.`, `..` and double slashes; of one that begins with neither `/` nor `~`, without the `./` in front. */
export function plainPath(path: string): string {
  const kept: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '' || segment === '.') continue;
    if (segment === '..') kept.pop();
    else kept.push(segment);
  }
  return `${path.startsWith('/') ? '/' : ''}${kept.join('/')}`;
}

/** A path as seen from a folder; as it is, if the folder is not known. */
export const pathFrom = (folder: string | undefined, path: string): string =>
  plainPath(folder === undefined || path.startsWith('/') ? path : `${folder}/${path}`);

/** The working folder behind a `WORKDIR` line; `undefined` where it is not known. Source: docs.docker.com/reference/dockerfile#workdir. */
export function workingFolder(before: string | undefined, { args }: DockerfileLine): string | undefined {
  const written = args.text.trim().replace(/^(["'])(.*)\1$/, '$2');
  if (/[$\\]/.test(written) || written === '') return undefined;
  if (written.startsWith('/')) return plainPath(written);
  return before === undefined ? undefined : pathFrom(before, written);
}

/** Whether two paths are about the same files: one is the other, or lies in it. A relative one may lie anywhere. */
export function pathsMeet(one: string, other: string): boolean {
  if (!one.startsWith('/')) return other.endsWith(`/${one}`);
  return one === other || one.startsWith(other === '/' ? other : `${other}/`) || other.startsWith(`${one}/`);
}

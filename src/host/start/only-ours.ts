import { lstatSync, type Stats } from 'node:fs';

/** Whether a path is a folder in which nobody but this user and the administrator may write. Links are none. */
export const isOnlyOurs = (folder: string): boolean => isKept(folder, (stats) => stats.isDirectory());

/** The same for a file. */
export const isOwnFile = (path: string): boolean => isKept(path, (stats) => stats.isFile());

function isKept(path: string, isRight: (stats: Stats) => boolean): boolean {
  const stats = statsOf(path);
  if (stats === undefined || !isRight(stats)) return false;
  // Windows has no such modes; there the folder of the package is as safe as the package.
  const user = process.getuid?.();
  if (user === undefined) return true;
  return (stats.uid === user || stats.uid === 0) && (stats.mode & writableByOthers) === 0;
}

function statsOf(path: string): Stats | undefined {
  try {
    return lstatSync(path, { throwIfNoEntry: false });
  } catch {
    return undefined;
  }
}

/** The bits of a mode by which the group and others may write. Source: inode(7). */
const writableByOthers = 0o022;

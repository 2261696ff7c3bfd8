import { type Dirent, readdirSync, realpathSync, statSync } from 'node:fs';
import { join, sep } from 'node:path';

/** The files of a tree, and what the list lacks. */
export interface Listing {
  /** Sorted by UTF-16 code units, relative to the root, with `/`. */
  readonly paths: readonly string[];
  /** Those that are regular files and that no link leads to. */
  readonly plain: ReadonlySet<string>;
  /** Sentences without full stop about what could not be listed. */
  readonly gaps: readonly string[];
}

/** Folders that hold no part of the project itself. */
const foreignFolders = new Set(['.git', '.hg', '.svn', 'node_modules']);

/** Whether a path leads through a folder that holds no part of the project itself. */
export const isForeign = (path: string): boolean =>
  path
    .split('/')
    .slice(0, -1)
    .some((name) => foreignFolders.has(name));

/** More files than this are no repository but a disk; listing them would take minutes. */
const mostFiles = 200_000;

/** Deeper folders are not listed; no checkout goes near it. */
const deepestFolder = 100;

/**
 * Lists all files below `root`. Links to folders are not followed; links to files count if their file lies inside
 * the root. Never throws: a folder that cannot be read is a gap.
 */
export function listFiles(root: string): Listing {
  const paths: string[] = [];
  const plain = new Set<string>();
  const gaps: string[] = [];
  const folders: { readonly path: string; readonly depth: number }[] = [{ path: '', depth: 0 }];
  for (let folder = folders.pop(); folder !== undefined; folder = folders.pop()) {
    const { path, depth } = folder;
    if (depth > deepestFolder) {
      gaps.push(`folders below \`${path}\` are nested too deeply and were left out`);
      continue;
    }
    for (const entry of entriesOf(root, path, gaps)) {
      if (entry.isDirectory() && !foreignFolders.has(entry.name))
        folders.push({ path: `${path}${entry.name}/`, depth: depth + 1 });
      if (isFileInside(root, path, entry)) paths.push(path + entry.name);
      if (entry.isFile()) plain.add(path + entry.name);
    }
    if (paths.length <= mostFiles) continue;
    gaps.push(`the folder holds more than ${mostFiles} files; what lies beyond them was left out`);
    break;
  }
  return { paths: paths.slice(0, mostFiles).sort(), plain, gaps };
}

function entriesOf(root: string, path: string, gaps: string[]): readonly Dirent[] {
  try {
    return readdirSync(join(root, path), { withFileTypes: true });
  } catch {
    gaps.push(`the folder \`${path === '' ? '.' : path}\` cannot be read and was left out`);
    return [];
  }
}

function isFileInside(root: string, folder: string, entry: Dirent): boolean {
  if (entry.isFile()) return true;
  if (!entry.isSymbolicLink()) return false;
  try {
    const real = realpathSync.native(join(root, folder, entry.name));
    return real.startsWith(realpathSync.native(root) + sep) && statSync(real).isFile();
  } catch {
    return false;
  }
}

import { relative, sep } from 'node:path';
import { type NodeWorkspace, nodeWorkspace } from '../../host/node-workspace.ts';
import type { FileContent } from '../../source/workspace.ts';

/** What the call puts in front of the files on the disk. */
export interface Presentation {
  /** Absolute paths of files that are no part of any project, such as a baseline. */
  readonly hidden: readonly string[];
  /** A file with another content than on the disk, which need not have it, by its absolute path. */
  readonly replaced: { readonly path: string; readonly content: FileContent } | undefined;
}

/** The files of a folder as the call wants them to be seen. */
export function seenWorkspace(folder: string, { hidden, replaced }: Presentation): NodeWorkspace {
  const below = nodeWorkspace(folder);
  if (hidden.length === 0 && replaced === undefined) return below;
  const left = new Set(hidden.map((path) => pathIn(folder, path)));
  const added = replaced === undefined ? [] : [pathIn(folder, replaced.path)];
  return {
    get paths() {
      return [...new Set([...below.paths, ...added])].filter((path) => !left.has(path)).sort();
    },
    get gaps() {
      return below.gaps;
    },
    read: (path) => (replaced !== undefined && added.includes(path) ? replaced.content : below.read(path)),
  };
}

/** The path of a file from a folder, with `/`. */
export const pathIn = (folder: string, path: string): string => relative(folder, path).replaceAll(sep, '/');

import { isAbsolute, relative, resolve, sep } from 'node:path';
import { kindOfPath, projectRoots } from '../../host/folders.ts';
import { UsageError } from '../../policy/usage-error.ts';

/** A project root to lint. */
export interface Target {
  /** Absolute path. */
  readonly folder: string;
  /** How messages name it: as written, or from the working folder. */
  readonly shown: string;
  /** What stands before its paths in reports: empty, or with a `/` at its end. */
  readonly prefix: string;
}

/**
 * The project roots that the call names, each once. Their paths are reported from the working folder if all lie in it,
 * and otherwise from the folder that holds them all: reports are read by tools that want no `..`.
 * Throws a `UsageError` for a folder that is none.
 */
export function findTargets(
  written: readonly string[],
  { isRecursive, workingFolder }: { readonly isRecursive: boolean; readonly workingFolder: string },
): readonly Target[] {
  const starts = written.map((path) => folderAt(path, workingFolder));
  const folders = [...new Set(isRecursive ? starts.flatMap(projectRoots) : starts)];
  const base = folders.every((folder) => isWithin(folder, workingFolder)) ? workingFolder : commonFolder(folders);
  return folders.map((folder) => {
    const path = relative(base, folder).replaceAll(sep, '/');
    return { folder, shown: relative(workingFolder, folder) || '.', prefix: path === '' ? '' : `${path}/` };
  });
}

function folderAt(path: string, workingFolder: string): string {
  const folder = resolve(workingFolder, path);
  const kind = kindOfPath(folder);
  if (kind === 'folder') return folder;
  throw new UsageError(
    kind === 'missing'
      ? `the folder \`${path}\` does not exist`
      : `\`${path}\` is no folder; name the project root that holds it`,
  );
}

function isWithin(folder: string, outer: string): boolean {
  const path = relative(outer, folder);
  return path !== '..' && !path.startsWith(`..${sep}`) && !isAbsolute(path);
}

function commonFolder(folders: readonly string[]): string {
  const [first = '', ...others] = folders;
  const steps = first.split(sep);
  const shared = steps.findIndex((step, index) => others.some((other) => other.split(sep)[index] !== step));
  return shared === -1 ? first : steps.slice(0, shared).join(sep) || sep;
}

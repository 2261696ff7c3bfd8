import { type Dirent, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { codeOf, nodeWorkspace } from './node-workspace.ts';

/** What a path on the disk names; `missing` also where the system does not let us look. */
export function kindOfPath(path: string): 'folder' | 'other' | 'missing' {
  try {
    return statSync(path).isDirectory() ? 'folder' : 'other';
  } catch {
    return 'missing';
  }
}

/** The text of a file anywhere on the disk, or why it cannot be read as a clause. */
export function readText(
  path: string,
): { readonly is: 'text'; readonly text: string } | { readonly is: 'failed'; readonly because: string } {
  try {
    return { is: 'text', text: readFileSync(path, 'utf8') };
  } catch (error) {
    const code = codeOf(error);
    return { is: 'failed', because: code === 'ENOENT' ? 'it does not exist' : `the system reports ${code}` };
  }
}

/** The text of a regular file below a folder, not reached by a link that leaves it, or why it cannot be read as a clause. */
export function readTextWithin(root: string, path: string): ReturnType<typeof readText> {
  const content = nodeWorkspace(root).read(relative(root, path).replaceAll(sep, '/'));
  if (content.is === 'text') return content;
  return { is: 'failed', because: content.is === 'missing' ? 'it is no file' : content.because };
}

/**
 * The nearest file `name` in `folder` or above it, up to the root of the repository (the folder that holds `.git`).
 * Outside of any repository only `folder` itself counts: what lies above is somebody else's.
 */
export function findUpward(folder: string, name: string): string | undefined {
  const folders = upToRepositoryRoot(folder);
  return folders.map((each) => join(each, name)).find((path) => existsSync(path));
}

/** The nearest folder at or above `folder` that holds `.git`, which is the root of a repository; `undefined` if there is none. */
export function repositoryAround(folder: string): string | undefined {
  const outermost = upToRepositoryRoot(folder).at(-1) ?? folder;
  return existsSync(join(outermost, '.git')) ? outermost : undefined;
}

function upToRepositoryRoot(folder: string): readonly string[] {
  const folders: string[] = [];
  for (let each = folder; ; each = dirname(each)) {
    folders.push(each);
    if (existsSync(join(each, '.git'))) return folders;
    if (each === dirname(each)) return [folder];
  }
}

/** Folders that hold no projects of the user. */
const foreignFolders = new Set(['.git', '.hg', '.svn', 'node_modules']);

/** Folders nested deeper than this below the start are not searched. */
const deepestFolder = 20;

/**
 * The folders at or below `start` that are project roots: those that hold a `.gitlab-ci.yml`, or workflows of GitHub. A folder
 * inside a project belongs to that project, unless it is a repository of its own, or holds a pipeline of GitLab in a project
 * that has none. Sorted; links are not followed.
 */
export function projectRoots(start: string): readonly string[] {
  const roots: string[] = [];
  const pending: FolderToSearch[] = [{ path: start, depth: 0, around: undefined }];
  for (let folder = pending.pop(); folder !== undefined; folder = pending.pop()) {
    const { path, depth } = folder;
    const entries = entriesOf(path);
    const around = entries.some(({ name }) => name === '.git') ? undefined : folder.around;
    const system = systemOf(path, entries);
    const isRoot = system !== undefined && (around === undefined || (around === 'github' && system === 'gitlab'));
    if (isRoot) roots.push(path);
    if (depth === deepestFolder) continue;
    for (const entry of entries) {
      if (entry.isDirectory() && !foreignFolders.has(entry.name))
        pending.push({ path: join(path, entry.name), depth: depth + 1, around: isRoot ? system : around });
    }
  }
  return roots.sort();
}

/** A folder, and whose project it lies in. */
interface FolderToSearch {
  readonly path: string;
  readonly depth: number;
  readonly around: 'gitlab' | 'github' | undefined;
}

/** Which CI system finds a pipeline in a folder; GitLab where both do. */
function systemOf(path: string, entries: readonly Dirent[]): FolderToSearch['around'] {
  if (entries.some((entry) => entry.name === '.gitlab-ci.yml' && !entry.isDirectory())) return 'gitlab';
  const hasFolder = entries.some((entry) => entry.name === '.github' && entry.isDirectory());
  return hasFolder && holdsWorkflows(path) ? 'github' : undefined;
}

/** Whether GitHub would find workflows in a repository with this root. */
export const holdsWorkflows = (root: string): boolean =>
  entriesOf(join(root, '.github', 'workflows')).some((entry) => /\.ya?ml$/.test(entry.name) && !entry.isDirectory());

function entriesOf(path: string): readonly Dirent[] {
  try {
    return readdirSync(path, { withFileTypes: true });
  } catch {
    return [];
  }
}

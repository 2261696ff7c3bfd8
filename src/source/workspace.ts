/** What reading a path came to. */
export type FileContent =
  | { readonly is: 'text'; readonly text: string }
  /** The path is not in the repository. */
  | { readonly is: 'missing' }
  /** It is there and cannot be read as text: `because` completes "cannot be read, because …". */
  | { readonly is: 'unreadable'; readonly because: string };

/** The files of one repository. The only door to the outside; `src/host` implements it with `node:fs`, tests with a `Map`. */
export interface Workspace {
  /** Every path of the repository, sorted, relative to its root, with `/`; folders such as `.git` and `node_modules` left out. */
  readonly paths: readonly string[];
  /** The content of a path as listed. Never throws. */
  read(path: string): FileContent;
}

/** A repository held in memory: paths and their texts. */
export function memoryWorkspace(files: Readonly<Record<string, string>>): Workspace {
  return {
    paths: Object.keys(files).sort(),
    read(path) {
      const text = Object.hasOwn(files, path) ? files[path] : undefined;
      return text === undefined ? { is: 'missing' } : { is: 'text', text };
    },
  };
}

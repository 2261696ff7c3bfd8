import type { Unreadable } from '../model/index.ts';
import { SourceFile } from '../source/source-file.ts';
import type { Workspace } from '../source/workspace.ts';

/** Reads the files of a workspace, each once. */
export interface SourceReader {
  /** The file; `undefined` if it is not there or cannot be read, and then it is in `unreadable`. */
  readonly read: (path: string) => SourceFile | undefined;
  /** The files that are there and could not be read, so far. */
  unreadable(): readonly Unreadable[];
}

/** A reader that has read nothing so far. */
export function sourceReader(workspace: Workspace): SourceReader {
  const files = new Map<string, SourceFile | undefined>();
  const unreadable: Unreadable[] = [];
  return {
    read(path) {
      if (files.has(path)) return files.get(path);
      const content = workspace.read(path);
      if (content.is === 'unreadable') {
        unreadable.push({
          message: `\`${path}\` cannot be read, because ${content.because}`,
          at: new SourceFile(path, '').whole,
        });
      }
      const file = content.is === 'text' ? new SourceFile(path, content.text) : undefined;
      files.set(path, file);
      return file;
    },
    unreadable: () => unreadable,
  };
}

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Files, readFiles, writeFiles } from './files.ts';

/** A folder in memory, or on a disk, in which one case after the other is laid out; one for each worker. */
export interface Scene {
  /** Where the repository is. */
  readonly project: string;
  /** Called before every run, so that somebody can see that there is one. */
  readonly beat: () => void;
  /** Lays out the files, and leaves nothing of what was there. */
  readonly layOut: (files: Files) => void;
  /** Adds a file to those that were laid out. */
  readonly add: (path: string, text: string) => void;
  /** The files as runs that may write have left them. */
  readonly filesAfter: () => Files;
  /** Writes a file beside the repository. */
  readonly put: (name: string, text: string) => void;
  /** What a run has written to a file beside the repository; empty where there is none. Takes it away. */
  readonly taken: (name: string) => string;
}

/** A scene in a folder that nobody else uses. */
export function sceneIn(folder: string, beat: () => void): Scene {
  const project = join(folder, 'project');
  // What lies there, as long as that is known: most files of one case lie where the last one had some.
  let present: Files | undefined;
  return {
    project,
    beat,
    layOut(files) {
      const before = present;
      present = undefined;
      writeFiles(project, files, before);
      present = files;
    },
    add(path, text) {
      present = undefined;
      mkdirSync(dirname(join(project, path)), { recursive: true });
      writeFileSync(join(project, path), text);
    },
    filesAfter() {
      present = undefined;
      return readFiles(project);
    },
    put(name, text) {
      writeFileSync(join(folder, name), text);
    },
    taken(name) {
      const path = join(folder, name);
      if (!existsSync(path)) return '';
      const text = readFileSync(path, 'utf8');
      rmSync(path);
      return text;
    },
  };
}

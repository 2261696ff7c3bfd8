import type { Workspace } from '../source/workspace.ts';

/** A workspace in which some files have another text. */
export const overlay = (below: Workspace, texts: ReadonlyMap<string, string>): Workspace => ({
  get paths() {
    return below.paths;
  },
  read(path) {
    const text = texts.get(path);
    return text === undefined ? below.read(path) : { is: 'text', text };
  },
});

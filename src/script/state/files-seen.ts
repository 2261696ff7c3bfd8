import { showText, type Text } from '../../value/index.ts';
import { entriesOf, lookUp } from './persistent-map.ts';
import type { ShellState } from './shell-state.ts';

/**
 * The files that a script wrote, by the ways in which a command may write their paths: from the checkout, and from
 * the working directory where that is another one. It is put together when somebody asks, since there is one for
 * every command.
 */
export function filesSeenFrom(state: Pick<ShellState, 'files' | 'directory'>): ReadonlyMap<string, Text> {
  if (state.files === undefined) return noFiles;
  const all = (): ReadonlyMap<string, Text> => allFiles(state);
  const find = (name: string): Text | undefined => lookUp(state.files, name)?.content ?? all().get(name);
  return {
    get size() {
      return all().size;
    },
    get: find,
    has: (name) => find(name) !== undefined,
    forEach: (visit) => {
      all().forEach(visit);
    },
    entries: () => all().entries(),
    keys: () => all().keys(),
    values: () => all().values(),
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  };
}

const noFiles: ReadonlyMap<string, Text> = new Map();

function allFiles({ files, directory }: Pick<ShellState, 'files' | 'directory'>): ReadonlyMap<string, Text> {
  const seen = new Map<string, Text>();
  const inside = `${showText(directory)}/`;
  for (const [, { path, content }] of entriesOf(files)) {
    const shown = showText(path);
    seen.set(shown, content);
    if (directory.parts.length > 0 && shown.startsWith(inside)) seen.set(shown.slice(inside.length), content);
  }
  return seen;
}

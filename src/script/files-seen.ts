import { showText, type Text } from '../value/index.ts';
import { entriesOf } from './persistent-map.ts';
import type { ShellState } from './shell-state.ts';

/**
 * The files that a script wrote, by the ways in which a command may write their paths: from the checkout, and from
 * the working directory where that is another one.
 */
export function filesSeenFrom({ files, directory }: ShellState): ReadonlyMap<string, Text> {
  const seen = new Map<string, Text>();
  const inside = `${showText(directory)}/`;
  for (const [, { path, content }] of entriesOf(files)) {
    const shown = showText(path);
    seen.set(shown, content);
    if (directory.parts.length > 0 && shown.startsWith(inside)) seen.set(shown.slice(inside.length), content);
  }
  return seen;
}

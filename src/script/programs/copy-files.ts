import type { FileWrite } from '../../model/index.ts';
import { joinTexts, knownString, literal, type Text, textKey } from '../../value/index.ts';
import { fromCheckout } from '../paths.ts';
import { writeFiles } from '../run/redirections.ts';
import { programName } from '../run/run-command.ts';
import { lookUp, withoutEntry } from '../state/persistent-map.ts';
import type { Shell } from '../state/shell.ts';

/**
 * `cp`, `mv`, `rm` and `install` of files that the script wrote: what they copy is a write of its own. A target that
 * ends in a slash is a folder; any other is taken for a file. Source: coreutils.
 */
export function copyFiles(shell: Shell, words: readonly Text[]): readonly FileWrite[] {
  const name = programName(words[0]);
  if (!moving.has(name)) return [];
  const paths = words.slice(1).filter((word) => !(knownString(word)?.startsWith('-') ?? false));
  if (name === 'rm') for (const path of paths) forget(shell, path);
  const [source, target] = paths;
  if (name === 'rm' || paths.length !== 2 || source === undefined || target === undefined) return [];
  const written = lookUp(shell.state.files, textKey(fromCheckout(shell.state.directory, source)));
  if (written === undefined) {
    forget(shell, target);
    return [];
  }
  if (name === 'mv') forget(shell, source);
  const path = fromCheckout(shell.state.directory, inFolder(target, source));
  return writeFiles(shell, [{ path, appends: false }], written.content);
}

const moving: ReadonlySet<string> = new Set(['cp', 'mv', 'install', 'rm']);

function forget(shell: Shell, path: Text): void {
  const key = textKey(fromCheckout(shell.state.directory, path));
  shell.state = { ...shell.state, files: withoutEntry(shell.state.files, key) };
}

/** The path of a file that goes into a folder, for a target such as `out/` or `.`. */
function inFolder(target: Text, source: Text): Text {
  const last = target.parts.at(-1);
  const isFolder = typeof last === 'string' && /(?:^|\/)\.{0,2}$/.test(last);
  if (!isFolder) return target;
  const name = (knownString(source) ?? '').replace(/^.*\//, '');
  return joinTexts([target, literal(`/${name}`, target.span)], target.span);
}

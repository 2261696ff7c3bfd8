import type { Span } from '../../source/source-file.ts';
import { joinTexts, knownString, literal, type Text } from '../../value/index.ts';
import { fromCheckout } from '../paths.ts';
import type { Shell } from '../state/shell.ts';
import { workingDirectory } from '../state/variable-value.ts';
import { bareName } from '../words/file-names.ts';

/** What `basename` prints; `undefined` where that is not known. Source: basename(1). */
export function baseName(words: readonly Text[], at: Span): Text | undefined {
  const args = operands(words);
  const [first, ending] = args;
  if (first === undefined) return undefined;
  const name = args.length === 1 ? bareName(first) : undefined;
  if (name !== undefined && knownString(name) === undefined) return line(name, at);
  const [path, suffix] = args.map(knownString);
  if (path === undefined || path.startsWith('-') || (ending !== undefined && suffix === undefined)) return undefined;
  const part = path.replace(/\/+$/, '').replace(/^.*\//s, '');
  const isShortened = suffix !== undefined && suffix !== part && part.endsWith(suffix);
  return line(literal(isShortened ? part.slice(0, part.length - suffix.length) : part, at), at);
}

/** What `dirname` prints for any number of paths; `undefined` where that is not known. Source: dirname(1). */
export function directoryNames(words: readonly Text[], at: Span): Text | undefined {
  const args = operands(words);
  const folders = args.map((path) => (knownString(path)?.startsWith('-') === true ? undefined : folderOf(path, at)));
  const known = folders.filter((folder) => folder !== undefined);
  if (args.length === 0 || known.length < args.length) return undefined;
  return joinTexts(
    known.map((folder) => line(folder, at)),
    at,
  );
}

const operands = (words: readonly Text[]): readonly Text[] => {
  const [first, ...others] = words;
  return first !== undefined && knownString(first) === '--' ? others : words;
};

/** Behind a value of the run, what is in front of the last slash is known where a name stands between. */
function folderOf(path: Text, at: Span): Text | undefined {
  const known = knownString(path);
  if (known !== undefined) return literal(known.includes('/') ? known.replace(/\/+[^/]*\/*$/, '') || '/' : '.', at);
  const last = path.parts.at(-1);
  const rest = typeof last === 'string' ? /^(.*[^/])\/+[^/]+$/s.exec(last)?.[1] : undefined;
  if (rest !== undefined) return { ...path, parts: [...path.parts.slice(0, -1), rest] };
  // A folder such as `$CI_PROJECT_DIR`, and one name in it.
  const isInFolder = path.parts.length === 2 && typeof last === 'string' && /^\/+[^/]+$/.test(last);
  const inside = fromCheckout(literal('', at), path);
  return isInFolder && inside.parts.every((part) => typeof part === 'string')
    ? { ...path, parts: path.parts.slice(0, 1) }
    : undefined;
}

/**
 * What `realpath` and `readlink -f` print of a path in the checkout, none of whose folders is taken for a link; `undefined`
 * of any other. Source: realpath(1), readlink(1).
 */
export function realPath(shell: Shell, words: readonly Text[], at: Span): Text | undefined {
  const [program, ...args] = words.map((word) => knownString(word) ?? '');
  const [path, ...others] = words.slice(1).filter((_, index) => !args[index]?.startsWith('-'));
  const follows = program?.endsWith('readlink') !== true || args.some((word) => /^-[fem]$/.test(word));
  if (path === undefined || others.length > 0 || !follows) return undefined;
  const inside = fromCheckout(shell.state.directory, path);
  const [first] = inside.parts;
  if (first !== undefined && (typeof first !== 'string' || /^[/~]|^\.\.(?:\/|$)/.test(first))) return undefined;
  return line(workingDirectory({ ...shell, state: { ...shell.state, directory: inside } }, at), at);
}

/**
 * What `git rev-parse --show-toplevel` prints in a job: the folder of the checkout. In GitHub repositories may be checked out
 * anywhere, so only the workspace is known for one, where the workflow lies in it. Source: git-rev-parse(1).
 */
export function topLevel({ state, input }: Shell, words: readonly Text[], at: Span): Text | undefined {
  if (words.map((word) => knownString(word) ?? '').join(' ') !== 'git rev-parse --show-toplevel') return undefined;
  const [first] = state.directory.parts;
  const isInside = first === undefined || (typeof first === 'string' && !/^[/~]|^\.\.(?:\/|$)/.test(first));
  const isInGitlab = input.checkout === undefined && input.process === 'script' && isInside;
  const isInWorkspace = first === undefined && input.paths?.some((path) => path.startsWith('.github/')) === true;
  if (!isInGitlab && !(input.checkout !== undefined && isInWorkspace)) return undefined;
  return line(input.variables.valueOf(input.checkout ?? 'CI_PROJECT_DIR', at), at);
}

const line = (text: Text, at: Span): Text => joinTexts([text, literal('\n', at)], at);

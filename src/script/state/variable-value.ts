import type { Span } from '../../source/source-file.ts';
import { closed, holesOf, joinTexts, literal, type OpenList, type Text } from '../../value/index.ts';
import { machineHole } from '../words/machine-words.ts';
import { freshHole, type Shell } from './shell.ts';
import { changedValue, type ShellValue } from './shell-state.ts';
import { holeText, keyOfList, symbolOf } from './symbols.ts';

/** What a name stands for at this point of the script. Names of positional parameters count. */
export function valueOf(shell: Shell, name: string, at: Span): ShellValue {
  if (/^\d+$/.test(name)) return positionalValue(shell, Number(name), at);
  const changed = changedValue(shell.state, name);
  if (changed !== undefined) return changed;
  if (name === 'BASH_SOURCE' && shell.frame.file !== undefined) return ownFiles(shell.frame.file, at);
  return inheritedValue(shell, name, at);
}

/**
 * `BASH_SOURCE`: the file of the code at hand, in front of those of its callers.
 * Source: gnu.org/software/bash/manual, Bash Variables.
 */
function ownFiles(file: Text, at: Span): ShellValue {
  const because = 'the callers of a script are not told apart';
  return { is: 'array', items: { items: [{ ...file, span: at }], openTo: [{ kind: 'indirection', because, at }] } };
}

/** What a name stands for as long as the script leaves it alone. */
export const inheritedValue = (shell: Shell, name: string, at: Span): ShellValue => ({
  is: 'text',
  text: ofTheShell(shell, name, at) ?? ofTheJob(shell, name, at),
});

/** The value as one text: of an array its first item, of an unset variable nothing. Of a list of which nothing is known it is a hole. */
export function textOf(value: ShellValue, at: Span): Text {
  if (value.is === 'text') return value.text;
  if (value.is === 'unset') return literal('', at);
  const { items, openTo } = value.items;
  const [cause] = openTo;
  if (items[0] !== undefined || cause === undefined) return items[0] ?? literal('', at);
  return holeText({ symbol: symbolOf('item', cause.at.file.path, `${cause.at.start}`), shown: '${…[0]}', cause }, at);
}

/** The value as a list, as `"${name[@]}"` gives it. */
export function itemsOf(value: ShellValue): OpenList<Text> {
  if (value.is === 'array') return value.items;
  return closed(value.is === 'text' ? [value.text] : []);
}

function positionalValue({ state, input, frame }: Shell, index: number, at: Span): ShellValue {
  if (index === 0) return { is: 'text', text: { ...frame.name, span: at } };
  const text = state.positional.items[index - 1];
  if (text !== undefined) return { is: 'text', text };
  const [cause] = state.positional.openTo;
  if (cause === undefined) return { is: 'unset' };
  const symbol = symbolOf(`$${index}@${input.scope}`, keyOfList(state.positional));
  return { is: 'text', text: holeText({ symbol, shown: `$${index}`, cause }, at) };
}

function numberOfArguments(positional: OpenList<Text>, at: Span): Text {
  const [cause] = positional.openTo;
  if (cause === undefined) return literal(`${positional.items.length}`, at);
  return holeText({ symbol: `one word ${symbolOf('$#', keyOfList(positional))}`, shown: '$#', cause }, at);
}

/**
 * Variables that the shell itself keeps.
 * Source: gnu.org/software/bash/manual, Bash Variables and Special Parameters.
 */
function ofTheShell(shell: Shell, name: string, at: Span): Text | undefined {
  const { positional } = shell.state;
  if (name === '#') return numberOfArguments(positional, at);
  if (name === 'PWD') return workingDirectory(shell, at);
  if (name === 'HOSTTYPE') return machineHole(shell.input, 'uname -m', at);
  if (changing.has(name)) return freshHole(shell, `$${name}`, `\`$${name}\` differs at each use`, at);
  return undefined;
}

const changing: ReadonlySet<string> = new Set([
  ...['?', '$', '!', '-', '#', '_'],
  ...['RANDOM', 'SRANDOM', 'SECONDS', 'LINENO', 'BASHPID', 'EPOCHSECONDS', 'EPOCHREALTIME', 'PPID', 'PIPESTATUS'],
]);

/** The absolute working directory, as far as the place of the checkout is known. */
export function workingDirectory(shell: Shell, at: Span): Text {
  const { directory } = shell.state;
  const first = directory.parts[0];
  if (typeof first === 'string' ? first.startsWith('/') : first !== undefined) return { ...directory, span: at };
  const { input } = shell;
  const root = input.variables.valueOf(input.process === 'run' ? 'PWD' : (input.checkout ?? 'CI_PROJECT_DIR'), at);
  return first === undefined ? { ...root, span: at } : joinTexts([root, literal('/', at), directory], at);
}

function ofTheJob({ input, state }: Shell, name: string, at: Span): Text {
  const arrived = input.given?.get(name);
  if (arrived !== undefined) return arrived;
  const defined = input.variables.defined.get(name);
  if (defined !== undefined) return defined.value;
  const value = input.variables.valueOf(name, at);
  if (state.sourced === '' || isPredefined(name)) return value;
  const cause = holesOf(value)[0]?.cause ?? { kind: 'indirection', because: `\`${name}\` may be set out of sight`, at };
  return holeText({ symbol: symbolOf(name, state.sourced), shown: `$${name}`, cause }, at);
}

/** Source: docs.gitlab.com/ci/variables/predefined_variables: predefined names begin so. */
export const isPredefined = (name: string): boolean => /^(?:CI|GITLAB|RUNNER|FF)_|^(?:CI|HOME|PATH)$/.test(name);

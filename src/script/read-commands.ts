import type { ShellChoice, ShellCommand } from '../model/index.ts';
import { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import { parseShell, type ShellSyntax } from '../syntax/shell.ts';
import { type OpenList, onceFor } from '../value/index.ts';
import { type Code, codeOf } from './code.ts';
import { runStatements } from './run/run-statements.ts';
import type { ScriptInput } from './script-input.ts';
import { mergeStates } from './state/merge-states.ts';
import { openCommands, type Shell, startShell, within } from './state/shell.ts';
import type { ShellState, WrittenFiles } from './state/shell-state.ts';

export type { ScriptInput } from './script-input.ts';

/**
 * The simple commands that a script runs, in order, as far as that is known before it runs. Assignments, `cd`,
 * functions and files written flow from item to item, since all items are one shell process. Commands are believed
 * to succeed; ways that certainly are not taken are left out; what lies out of sight opens the list. Never throws.
 *
 * Source: gitlab-runner shells/bash.go (one script for `before_script` and `script`, `set -o errexit`, `pipefail`).
 */
export const readCommands = (input: ScriptInput): OpenList<ShellCommand> => readScript(input).commands;

/** What a script runs, and the choices by one value on its way, in order. */
export interface ScriptReading {
  readonly commands: OpenList<ShellCommand>;
  readonly choices: readonly ShellChoice[];
  /** All files that are written when it ends, those of `ScriptInput.files` too. */
  readonly files?: WrittenFiles;
  /** Files that it reads and did not write, by the keys of their paths from the checkout. */
  readonly sought?: ReadonlySet<string>;
  /**
   * How many of the commands stand in front of the first place where the script may end early and succeed; infinite
   * without one. Those behind it count as running, like those behind a check that stops the script.
   */
  readonly certainUntil?: number;
}

/** The commands of a script, as `readCommands` gives them, with its choices. */
export function readScript(input: ScriptInput): ScriptReading {
  const items = readable(input).map((item) => withHoles(itemOf(item), input.holes));
  const [first] = items;
  const { files } = input;
  if (first === undefined) return { commands: { items: [], openTo: input.items.openTo }, choices: [], files };
  const shell = startShell(input, first.code);
  for (const [index, item] of items.entries()) readItem(shell, item, index === items.length - 1);
  const { commands, openTo, choices, sought } = shell.found;
  const { files: left } = endOf(shell, input.place);
  const certainUntil = Math.min(...shell.found.ends.map(({ behind }) => behind));
  return { commands: { items: commands, openTo }, choices, files: left, sought, certainUntil };
}

/** The state at the end, wherever the script ends without failing. */
function endOf(shell: Shell, at: Span): ShellState {
  const { state, found } = shell;
  const early = found.ends.map((end) => end.state);
  const ends = state.jump === undefined ? [state, ...early] : early;
  return ends.length === 0 ? state : mergeStates(shell, ends, at);
}

/** The items, each for itself; as one text where only that is a script (an `if` that another item ends). */
const readable = ({ items, place }: ScriptInput): readonly EmbeddedText[] => joinedIfBroken(items)(place);

const joinedIfBroken = onceFor(({ items }: OpenList<EmbeddedText>) =>
  onceFor((place: Span): readonly EmbeddedText[] => {
    const isBroken = items.some(hasErrors);
    if (!isBroken || items.length < 2) return items;
    const whole = EmbeddedText.join(items, '\n', place);
    return hasErrors(whole) ? items : [whole];
  }),
);

const hasErrors = (item: EmbeddedText): boolean => itemOf(item).syntax.errors.length > 0;

interface Item {
  readonly code: Code;
  readonly syntax: ShellSyntax;
}

/** The jobs of a matrix share their script, and so its tree. */
const itemOf = onceFor((text: EmbeddedText): Item => {
  const code = codeOf(text);
  return { code, syntax: parseShell(code.text.text) };
});

const withHoles = (item: Item, holes: ScriptInput['holes']): Item =>
  holes === undefined ? item : { ...item, code: { ...item.code, holes } };

function readItem(shell: Shell, { code, syntax }: Item, isLast: boolean): void {
  if (shell.state.jump !== undefined) return;
  for (const { message, offset } of syntax.errors) {
    openCommands(shell, 'syntax', message, code.text.spanOf(offset, offset + 1));
  }
  within(shell, { code, isLast }, () => runStatements(shell, syntax.statements));
}

import { joinTexts, knownString, literal, type Text } from '../../value/index.ts';
import { fromCheckout } from '../paths.ts';
import type { Invocation } from '../run/run-invocation.ts';
import { freshHole, type Shell } from '../state/shell.ts';
import { success } from '../state/status.ts';
import type { Builtin } from './builtins.ts';

/** `cd`: the directory of later commands, from the checkout. It is believed to exist. */
export const changeDirectory: Builtin = (shell, invocation, status) => {
  enter(shell, target(shell, invocation));
  return status.is === 'assumed' ? status : success;
};

/** `pushd`. */
export const pushDirectory: Builtin = (shell, invocation, status) => {
  const { directory, formerDirectories } = shell.state;
  enter(shell, target(shell, invocation));
  shell.state = { ...shell.state, formerDirectories: [...formerDirectories, directory] };
  return status;
};

/** `popd`: back to where the last `pushd` left. */
export const popDirectory: Builtin = (shell, { span }, status) => {
  const { formerDirectories } = shell.state;
  const directory = formerDirectories.at(-1) ?? freshHole(shell, '$PWD', 'no `pushd` goes before', span);
  shell.state = { ...shell.state, directory, formerDirectories: formerDirectories.slice(0, -1) };
  return status;
};

function enter(shell: Shell, directory: Text): void {
  shell.state = { ...shell.state, directory, formerDirectory: shell.state.directory };
}

function target({ state }: Shell, { words, span }: Invocation): Text {
  const path = words.slice(1).find((word) => !/^-(?:-|[LPe]+)$/.test(knownString(word) ?? ''));
  if (path === undefined) return literal('~', span);
  if (knownString(path) === '-') return state.formerDirectory;
  const inside = fromCheckout(state.directory, path);
  return joinTexts([inside], path.span);
}

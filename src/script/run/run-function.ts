import { lookUp, withEntry, withoutEntry } from '../state/persistent-map.ts';
import { limits, openCommands, type Shell, within } from '../state/shell.ts';
import type { ShellFunction, ShellState } from '../state/shell-state.ts';
import { withText } from '../state/shell-state.ts';
import type { Status } from '../state/status.ts';
import { catchJumps } from './branches.ts';
import type { Invocation } from './run-invocation.ts';
import { runNode } from './run-node.ts';

/** Reads the body of a function where it is called. `undefined` if calls nest deeper than is followed. */
export function callFunction(shell: Shell, invocation: Invocation, called: ShellFunction): Status | undefined {
  const { words, openTo, prefix, span } = invocation;
  const { frame } = shell;
  if (frame.calls >= limits.calls) {
    openCommands(shell, 'indirection', 'functions call each other more deeply than is followed', span);
    return undefined;
  }
  const before = shell.state;
  shell.state = {
    ...before,
    positional: { items: words.slice(1), openTo },
    departed: [],
    locals: [],
    returned: undefined,
  };
  for (const [name, text] of prefix) shell.state = withText(shell.state, name, text);
  const via = [...frame.via, span];
  const isLast = !frame.isTolerant;
  const status = within(shell, { code: called.code, file: called.file, via, calls: frame.calls + 1, isLast }, () =>
    runNode(shell, called.body),
  );
  const returns = shell.state.jump === 'return' || shell.state.departed.some(({ jump }) => jump === 'return');
  if (shell.state.jump === undefined) shell.state = { ...shell.state, returned: status };
  catchJumps(shell, ['return'], before, span);
  const result = returns ? (shell.state.returned ?? status) : status;
  shell.state = leave(shell.state, before, [...prefix.keys()]);
  return result;
}

/** The caller's state: what was local is as it was before. */
function leave(state: ShellState, before: ShellState, prefixed: readonly string[]): ShellState {
  let { variables } = state;
  for (const name of new Set([...state.locals, ...prefixed])) {
    const former = lookUp(before.variables, name);
    variables = former === undefined ? withoutEntry(variables, name) : withEntry(variables, name, former);
  }
  const { positional, locals, returned } = before;
  return { ...state, variables, positional, locals, returned, departed: [...before.departed, ...state.departed] };
}

import type { Span } from '../../source/source-file.ts';
import { all, type Cause, unknown } from '../../value/index.ts';
import { mergeStates } from '../state/merge-states.ts';
import type { Shell } from '../state/shell.ts';
import type { Departed, Jump, ShellState } from '../state/shell-state.ts';
import { keyOfStatus, type Status, success } from '../state/status.ts';
import { symbolOf } from '../state/symbols.ts';

/** A way that control may take. */
export interface Branch {
  /** Completes "cannot tell, because …": "it runs only if `…`". */
  readonly because: string;
  /** One key for the condition; other branches have other keys. */
  readonly key: string;
  readonly run: () => Status;
}

/**
 * Reads ways of which exactly one is taken, each from the state at hand, and makes one state of their ends.
 * A way that leaves early (`exit 1`) does not come back: what follows knows only the others, and still counts
 * as running, since a check that stops a script in time is not what its author means by "only if".
 */
export function runBranches(shell: Shell, branches: readonly Branch[], at: Span): Status {
  const before = shell.state;
  const ends = branches.map(({ because, key, run }) => {
    const cause: Cause = { kind: 'rules', because, at };
    shell.state = {
      ...before,
      runs: all([before.runs, unknown(cause)]),
      path: symbolOf(before.path, key),
    };
    const status = run();
    return { status, state: shell.state };
  });
  shell.state = rejoin(
    shell,
    before,
    ends.map(({ state }) => state),
    at,
  );
  const alive = ends.filter(({ state }) => state.jump === undefined);
  if (alive.every(({ status }) => status.is === 'success')) return success;
  const key = symbolOf(
    'status',
    ...alive.map(({ state, status }) => symbolOf(state.path, status.is, keyOfStatus(status))),
  );
  const isBelieved = alive.every(({ status }) => status.is === 'success' || status.is === 'assumed');
  return { is: isBelieved ? 'assumed' : 'undecided', key };
}

/** Ends a construct that catches jumps: those who left by one of them come back. */
export function catchJumps(shell: Shell, jumps: readonly Jump[], before: ShellState, at: Span): void {
  const { state } = shell;
  const own = state.jump === undefined || jumps.includes(state.jump) ? [state] : [];
  const back = state.departed.filter(({ jump }) => jumps.includes(jump)).map((one) => one.state);
  const ends = [...own, ...back];
  if (ends.length === 0) return;
  const departed = state.departed.filter(({ jump }) => !jumps.includes(jump));
  const isPartial = departed.some(({ jump }) => jump === 'break');
  const { runs, path } = isPartial ? state : before;
  shell.state = { ...mergeStates(shell, ends, at), departed, runs, path, jump: undefined };
}

/** More ways out of a construct than these are not told apart. */
const mostDeparted = 60;

function rejoin(shell: Shell, before: ShellState, ends: readonly ShellState[], at: Span): ShellState {
  const departed = [...before.departed, ...ends.flatMap((end) => end.departed.slice(before.departed.length))];
  const alive = ends.filter(({ jump }) => jump === undefined);
  const left = ends.flatMap((state): readonly Departed[] =>
    state.jump === undefined ? [] : [{ jump: state.jump, state }],
  );
  const gone = [...departed, ...left.filter(({ jump }) => jump !== 'exit')].slice(0, mostDeparted);
  if (alive.length > 0) {
    const skipped = left.some(({ jump }) => jump === 'break' || jump === 'continue');
    const { runs, path } = skipped ? (alive[0] ?? before) : before;
    return { ...mergeStates(shell, alive, at), departed: gone, runs, path };
  }
  const weakest = left.toSorted((a, b) => strength[a.jump] - strength[b.jump])[0];
  if (weakest === undefined) return before;
  const { runs, path } = before;
  return { ...weakest.state, departed: gone.filter(({ state }) => state !== weakest.state), runs, path };
}

const strength: Readonly<Record<Jump, number>> = { continue: 0, break: 1, return: 2, exit: 3 };

import { differingNames, type PersistentMap } from './persistent-map.ts';
import type { ShellState } from './shell-state.ts';

/** Names of which the states hold different objects. */
export function namesThatDiffer<V>(
  states: readonly ShellState[],
  pick: (state: ShellState) => PersistentMap<V>,
): ReadonlySet<string> {
  const [first, ...others] = states.map(pick);
  return new Set(others.flatMap((other) => differingNames(first, other)));
}

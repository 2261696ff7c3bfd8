import { namesThatDiffer } from './differing-names.ts';
import { lookUp, withEntry } from './persistent-map.ts';
import type { CalledFunction, ShellState } from './shell-state.ts';

/** A name of which the ways do not say the same stands for one of several. */
export function mergeFunctions(states: readonly ShellState[]): ShellState['functions'] {
  let functions = states[0]?.functions;
  for (const name of namesThatDiffer(states, (state) => state.functions)) {
    const ways = states.map(({ path, functions: known }) => ({ path, called: lookUp(known, name) }));
    const [first] = ways;
    const isOne = first?.called !== undefined && ways.every(({ called }) => isSameFunction(called, first.called));
    functions = withEntry(functions, name, isOne && first.called !== undefined ? first.called : { ways });
  }
  return functions;
}

const isSameFunction = (one: CalledFunction | undefined, other: CalledFunction | undefined): boolean =>
  one === other ||
  (one !== undefined && other !== undefined && 'body' in one && 'body' in other && one.body === other.body);

import { textKey } from '../../value/index.ts';
import { namesThatDiffer } from './differing-names.ts';
import { lookUp, withEntry } from './persistent-map.ts';
import type { CalledFunction, FunctionWay, ShellFunction, ShellState } from './shell-state.ts';
import { symbolOf } from './symbols.ts';

/** A name of which the ways do not say the same stands for one of several. */
export function mergeFunctions(states: readonly ShellState[]): ShellState['functions'] {
  let functions = states[0]?.functions;
  for (const name of namesThatDiffer(states, (state) => state.functions)) {
    functions = withEntry(
      functions,
      name,
      oneFunction(states.map(({ path, functions: known }) => waysOf(path, lookUp(known, name)))),
    );
  }
  return functions;
}

/** More functions of one name are not told apart. */
const mostWays = 16;

function oneFunction(alternatives: readonly (readonly FunctionWay[])[]): CalledFunction {
  const ways = alternatives.flat();
  const [first] = ways;
  if (ways.length > mostWays || alternatives.some(({ length }) => length === 0)) return { ways: [] };
  const isOne = ways.every(
    ({ called }) => called?.body === first?.called?.body && keyOf(called) === keyOf(first?.called),
  );
  return isOne && first?.called !== undefined ? first.called : { ways };
}

const keyOf = (called: ShellFunction | undefined): string => (called?.file === undefined ? '' : textKey(called.file));

function waysOf(path: string, called: CalledFunction | undefined): readonly FunctionWay[] {
  if (called === undefined || 'body' in called) return [{ path, called }];
  return called.ways.map((way) => ({ ...way, path: symbolOf(path, way.path) }));
}

import { known, type Truth, yes } from '../../value/index.ts';
import type { ScriptInput } from '../script-input.ts';
import { lookUp } from './persistent-map.ts';
import { changedValue, type ShellState } from './shell-state.ts';
import { isPredefined } from './variable-value.ts';

/** Whether programs that a shell starts see a variable. What the job gives is exported from the beginning. */
export function isExported(input: ScriptInput, state: ShellState, name: string): Truth {
  const said = lookUp(state.exported, name);
  if (said !== undefined) return said;
  // What the script has left alone is there only if it came from the environment.
  if (changedValue(state, name) === undefined) return yes;
  return known(input.given?.has(name) === true || input.variables.defined.has(name) || isPredefined(name));
}

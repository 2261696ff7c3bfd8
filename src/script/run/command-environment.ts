import type { Span } from '../../source/source-file.ts';
import { causesIn, type Field, hidden, set, type Text, unset } from '../../value/index.ts';
import type { ScriptInput } from '../script-input.ts';
import { isFilled } from '../state/filled.ts';
import { entriesOf, lookUp } from '../state/persistent-map.ts';
import { changedValue, type ShellState, withExported, withoutVariable } from '../state/shell-state.ts';
import { isPredefined, textOf } from '../state/variable-value.ts';

/** Where a command stands. */
export interface Surroundings {
  readonly input: ScriptInput;
  readonly state: ShellState;
  readonly prefix: ReadonlyMap<string, Text>;
}

/** A variable as the command's process sees it: only exported ones are there. */
export function commandEnvironment({ input, state, prefix }: Surroundings, name: string, at: Span): Field<Text> {
  const inFront = prefix.get(name);
  if (inFront !== undefined) return set(inFront);
  const ofJob = input.given?.get(name) ?? input.variables.defined.get(name)?.value;
  const changed = changedValue(state, name);
  if (changed !== undefined) {
    return changed.is !== 'unset' && isExported({ input, state }, name) ? set(textOf(changed, at)) : unset;
  }
  if (lookUp(state.exported, name) === false) return unset;
  if (ofJob !== undefined) return set(ofJob);
  const value = input.variables.valueOf(name, at);
  if (isFilled(value).is === 'yes') return set(value);
  return hidden(...causesIn(value));
}

/** The shell that a started program begins with: it sees exported variables and those in front of its call. */
export function exportedOnly({ input, state, prefix }: Surroundings): ShellState {
  let next: ShellState = { ...state, functions: undefined, exportsAll: false };
  for (const [name] of entriesOf(state.variables)) {
    if (!isExported({ input, state }, name)) next = withoutVariable(next, name);
  }
  for (const [name, said] of entriesOf(state.exported)) if (!said) next = withoutVariable(next, name);
  for (const [name, text] of prefix) next = withExported(next, name, text);
  return next;
}

/** What the job gives is exported from the beginning. */
const isExported = ({ input, state }: Pick<Surroundings, 'input' | 'state'>, name: string): boolean =>
  lookUp(state.exported, name) ??
  (input.given?.has(name) === true || input.variables.defined.has(name) || isPredefined(name));

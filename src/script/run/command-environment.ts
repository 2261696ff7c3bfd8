import type { Span } from '../../source/source-file.ts';
import { causesIn, type Field, hidden, set, type Text, unset } from '../../value/index.ts';
import type { ScriptInput } from '../script-input.ts';
import { isFilled } from '../state/filled.ts';
import { lookUp } from '../state/persistent-map.ts';
import { changedValue, type ShellState } from '../state/shell-state.ts';
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
    const isExported = lookUp(state.exported, name) ?? (ofJob !== undefined || isPredefined(name));
    return isExported && changed.is !== 'unset' ? set(textOf(changed, at)) : unset;
  }
  if (lookUp(state.exported, name) === false) return unset;
  if (ofJob !== undefined) return set(ofJob);
  const value = input.variables.valueOf(name, at);
  if (isFilled(value).is === 'yes') return set(value);
  return hidden(...causesIn(value));
}

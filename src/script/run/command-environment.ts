import type { Span } from '../../source/source-file.ts';
import { type Cause, causesIn, type Field, hidden, no, set, type Text, unset } from '../../value/index.ts';
import type { ScriptInput } from '../script-input.ts';
import { isExported } from '../state/exported.ts';
import { isFilled } from '../state/filled.ts';
import { entriesOf } from '../state/persistent-map.ts';
import { freshHole, type Shell } from '../state/shell.ts';
import { changedValue, type ShellState, withExported, withoutVariable } from '../state/shell-state.ts';
import { textOf } from '../state/variable-value.ts';

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
  const exported = isExported(input, state, name);
  if (changed?.is === 'unset' || exported.is === 'no') return unset;
  if (exported.is === 'unknown') return hidden(...exported.causes);
  if (changed?.is === 'text' && changed.perhaps !== undefined) return hidden(changed.perhaps.cause);
  if (changed !== undefined) return set(textOf(changed, at));
  if (ofJob !== undefined) return set(ofJob);
  const value = input.variables.valueOf(name, at);
  if (isFilled(value).is === 'yes') return set(value);
  return hidden(...causesIn(value).map((cause) => (state.sourced === '' ? cause : outOfSight(name, cause))));
}

/** A file that was sourced out of sight may set what otherwise only the base image of a stage would. */
const outOfSight = (name: string, { isOfBase, ...cause }: Cause): Cause =>
  isOfBase === true ? { ...cause, kind: 'indirection', because: `\`${name}\` may be set out of sight` } : cause;

/** The shell that a started program begins with: it sees exported variables and those in front of its call. */
export function exportedOnly(shell: Shell, prefix: ReadonlyMap<string, Text>, at: Span): ShellState {
  const { input, state } = shell;
  let next: ShellState = { ...state, functions: undefined, exportsAll: no };
  const names = [...entriesOf(state.variables), ...entriesOf(state.exported)].map(([name]) => name);
  for (const name of new Set(names)) {
    const exported = isExported(input, state, name);
    if (exported.is === 'no') next = withoutVariable(next, name);
    else if (exported.is === 'unknown') {
      const because = exported.causes[0]?.because ?? `whether \`${name}\` is exported is not known`;
      next = withExported(next, name, freshHole(shell, `$${name}`, because, at));
    }
  }
  for (const [name, text] of prefix) next = withExported(next, name, text);
  return next;
}

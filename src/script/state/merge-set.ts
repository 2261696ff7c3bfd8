import type { Span } from '../../source/source-file.ts';
import type { Cause, Text } from '../../value/index.ts';
import { isSet } from './filled.ts';
import type { Shell } from './shell.ts';
import type { ShellState, ShellValue } from './shell-state.ts';
import { symbolOf } from './symbols.ts';

/** Where the values of a variable meet, and their text. */
interface Met {
  readonly name: string;
  readonly at: Span;
  readonly text: Text;
}

/** A variable after several ways: set, unset, or set on some of them. */
export function allOrPerhaps(
  shell: Shell,
  states: readonly ShellState[],
  values: readonly ShellValue[],
  { name, at, text }: Met,
): ShellValue {
  const set = states.map((state, index) => isSet({ ...shell, state }, name, values[index] ?? { is: 'unset' }).is);
  if (set.every((is) => is === 'yes')) return { is: 'text', text };
  if (set.every((is) => is === 'no')) return { is: 'unset' };
  const before = values.map((value) => (value.is === 'text' ? (value.perhaps?.key ?? '') : ''));
  const ways = states.map(({ path }, index) => symbolOf(path, set[index] ?? '', before[index] ?? ''));
  const because = `whether \`$${name}\` is set depends on what runs before`;
  const cause: Cause = { kind: 'expression', because, at };
  return { is: 'text', text, perhaps: { key: symbolOf('set', ...ways), cause } };
}

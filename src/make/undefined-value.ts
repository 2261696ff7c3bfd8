import { isPredefined } from '../script/state/variable-value.ts';
import type { Cause } from '../value/index.ts';
import { fromText } from './hole-table.ts';
import type { Run } from './run.ts';

/**
 * The value of a variable that no makefile defines: that of the environment. Where only the project's settings can
 * tell, it is the hole that a script would see; a makefile that was not read may set it as well.
 */
export function undefinedValue(run: Run, name: string): string {
  if (name === '' || !/^\w+$/.test(name)) return '';
  const { call, table } = run;
  const field = call.environment(name);
  if (field.is === 'set') return fromText(table, field.value);
  if (run.unseen !== '' && !isPredefined(name)) return setOutOfSight(run, name);
  if (field.is === 'unset') return '';
  const mark = fromText(table, call.valueOf(name));
  if (isSetNowhere(name, field.causes)) run.unsetMarks.add(mark);
  return mark;
}

/** Whether the environment has a variable; `undefined` if only the run can tell. */
export function isInEnvironment(run: Run, name: string): boolean | undefined {
  if (!/^[A-Za-z_]\w*$/.test(name)) return false;
  const field = run.call.environment(name);
  if (field.is !== 'unknown') return field.is === 'set';
  return isSetNowhere(name, field.causes) ? false : undefined;
}

/**
 * A string without the variables that nothing in the repository sets. Project settings may set any variable there is;
 * where a makefile asks whether one is set, those are taken as not set, or no default would ever count.
 */
export const withoutUnset = (run: Run, text: string): string =>
  run.unsetMarks.size === 0 ? text : text.replace(/[\uE100-\uF870]/g, (mark) => (run.unsetMarks.has(mark) ? '' : mark));

const isSetNowhere = (name: string, causes: readonly Cause[]): boolean =>
  !isPredefined(name) && causes.every(({ kind }) => kind === 'variable' || kind === 'out-of-scope-variable');

function setOutOfSight(run: Run, name: string): string {
  const because = `\`$(${name})\` may be set in a makefile that was not read`;
  const cause: Cause = { kind: 'indirection', because, at: run.at };
  const hole = { symbol: `${name} of ${run.unseen}`, shown: `$(${name})`, cause };
  return fromText(run.table, { parts: [hole], span: run.at });
}

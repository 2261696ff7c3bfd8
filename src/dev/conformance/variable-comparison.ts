import type { BuiltJob } from '../../gitlab/jobs/build-jobs.ts';
import type { VariableDefinition } from '../../gitlab/variables/definition.ts';
import { knownString } from '../../value/index.ts';
import type { AnsweredJob } from './answers.ts';
import { type Comparison, compared } from './tally.ts';

/** Compares the variables that a job starts with, as written; those of the project, which beat them, are in both. */
export function compareVariables(
  id: string,
  { scope }: BuiltJob,
  theirs: NonNullable<AnsweredJob['yaml_variables']>,
): readonly Comparison[] {
  const mine = [...scope.definitions].map(([name, definition]) => [name, shownValue(definition)] as const);
  const given = new Map(
    [...scope.definitions].flatMap(([name, { value }]) =>
      value.is === 'given' ? [[name, knownString(value.text)] as const] : [],
    ),
  );
  const recorded = theirs.map(({ key, value, raw }): readonly [string, unknown] =>
    given.has(key) ? [key, given.get(key)] : [key, raw === true ? [value] : value],
  );
  return [compared(id, 'variables', byName(mine), byName(recorded))];
}

/** A variable that is not expanded shows as a list of one. */
function shownValue({ value }: VariableDefinition): unknown {
  if (value.is === 'written') return value.isRaw ? [value.text.text] : value.text.text;
  return value.is === 'given' ? knownString(value.text) : value.is;
}

const byName = (entries: readonly (readonly [string, unknown])[]): unknown =>
  [...new Map(entries)].toSorted(([a], [b]) => (a < b ? -1 : 1));

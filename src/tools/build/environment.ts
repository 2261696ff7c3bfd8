import { parseGoBool } from '../../facts/go-bool.ts';
import type { JobCommand } from '../../model/index.ts';
import {
  type Cause,
  type Field,
  holds,
  known,
  knownString,
  no,
  type Text,
  type Truth,
  unknown,
  unset,
} from '../../value/index.ts';
import { causesIn } from './written-parts.ts';

/**
 * A variable that steers a tool. Project settings may set any variable there is; one that no file of the repository
 * sets is taken as not set, or nothing could be said of any command.
 */
export function toolVariable(command: JobCommand, name: string): Field<Text> {
  const field = command.environment(name);
  if (field.is === 'unknown') return field.causes.every(isUnsetHere) ? unset : field;
  if (field.is === 'unset') return field;
  const [first, ...others] = field.value.parts;
  const isItself = typeof first === 'object' && others.length === 0 && first.symbol === name;
  return isItself || first === undefined ? unset : field;
}

/** Nothing that this job sees sets it, though project settings or another job may. */
const isUnsetHere = ({ kind }: Cause): boolean => kind === 'variable' || kind === 'out-of-scope-variable';

/** A boolean variable that steers a tool; "no" where it is not set or Go rejects it. */
export function isVariableOn(command: JobCommand, name: string): Truth {
  return holds(toolVariable(command, name), no, (value) => {
    const written = knownString(value);
    return written === undefined ? unknown(...causesIn(value)) : known(parseGoBool(written) === true);
  });
}

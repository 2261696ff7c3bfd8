import { type Cause, type Field, type Text, unset } from '../../value/index.ts';
import type { JobCommand } from './shell-command.ts';

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

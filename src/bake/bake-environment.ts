import { type JobCommand, toolVariable } from '../model/index.ts';
import { isPredefined } from '../script/state/variable-value.ts';
import type { Span } from '../source/source-file.ts';
import { type Field, hidden, set, type Text, unset } from '../value/index.ts';

/** The environment of a command, as far as bake and Compose files look at it. */
export interface BakeEnvironment {
  /**
   * A variable: set, certainly not set, or hidden. One that only the project's settings could set counts as not set, for
   * the file has a default for that case; a predefined one is a hole.
   */
  readonly variable: (name: string) => Field<Text>;
  /** The hole that a name without definition and without default is. */
  readonly holeOf: (name: string, at: Span) => Text;
  /** The platform of the machine, `linux/amd64`. */
  readonly localPlatform: Field<Text>;
}

/** The environment in which a command of a job runs. `given` are variables that the command line sets. */
export const environmentOf = (
  command: JobCommand,
  given: ReadonlyMap<string, Text>,
  localPlatform: Field<Text>,
): BakeEnvironment => ({
  variable: (name) => {
    const own = given.get(name);
    if (own !== undefined) return set(own);
    const field = toolVariable(command, name);
    if (field.is === 'set') return field;
    const written = command.environment(name);
    if (written.is === 'unset') return unset;
    if (isPredefined(name)) return set(command.job.variables.valueOf(name, command.span));
    return field.is === 'unknown' ? hidden(...field.causes) : unset;
  },
  holeOf: (name, at) => command.job.variables.valueOf(name, at),
  localPlatform,
});

import type { Span } from '../../source/source-file.ts';
import { type Cause, holesOf, onceFor, type Text } from '../../value/index.ts';
import type { JobCommand } from '../command/shell-command.ts';

/** A variable that a text reads and that nothing in the repository sets for its job. */
export interface UnsetVariable {
  readonly name: string;
  /** Where it is read. */
  readonly at: Span;
  /** Of kind `variable`: the project's settings may set it; of kind `out-of-scope-variable`: other jobs do, for themselves. */
  readonly cause: Cause;
}

/** The variables in a text that nothing in the repository sets; those with a default or a change of their own are left out. */
export const unsetVariablesIn = (text: Text): readonly UnsetVariable[] =>
  holesOf(text).flatMap(({ cause, shown }) => {
    if (cause.kind !== 'variable' && cause.kind !== 'out-of-scope-variable') return [];
    const name = /^\$\{?([A-Za-z_]\w*)\}?$/.exec(shown)?.[1];
    return name === undefined ? [] : [{ name, at: cause.at, cause }];
  });

/** The same for the words of a command. */
export const unsetVariablesOf: (command: JobCommand) => readonly UnsetVariable[] = onceFor(({ program, args }) =>
  [program, ...args.items].flatMap(unsetVariablesIn),
);

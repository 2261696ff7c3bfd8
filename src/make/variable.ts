import type { MakeCondition } from '../script/run/make-call.ts';
import type { PersistentMap } from '../script/state/persistent-map.ts';
import { lookUp } from '../script/state/persistent-map.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';

/** Where a variable comes from, as `$(origin NAME)` says it. */
export type Origin =
  | 'default'
  | 'environment'
  | 'environment override'
  | 'file'
  | 'command line'
  | 'override'
  | 'automatic'
  /** Taken away by `undefine`, from the environment as well. */
  | 'undefined';

/** A variable of make. Immutable. */
export interface Variable {
  readonly name: string;
  /** A template to expand at each use, or the value itself; unknown values are marks of the run's hole table. */
  readonly value: string;
  readonly isRecursive: boolean;
  readonly origin: Origin;
  /** Where its value is written. */
  readonly place: Span;
  /** Whether prerequisites do not inherit it. */
  readonly isPrivate: boolean;
  /** The places of the body of `define`, so that recipes in it are shown where they stand. */
  readonly body: EmbeddedText | undefined;
  /** What it is on each way, after a condition that is not decided. */
  readonly either: Either | undefined;
  /** The variable behind whose value a target adds its own. */
  readonly behind: Variable | undefined;
}

/** Two ways of which one was taken. */
export interface Either {
  readonly condition: MakeCondition;
  readonly then: Variable | undefined;
  readonly otherwise: Variable | undefined;
  /** How many conditions stand in each other here, this one included. */
  readonly height: number;
}

/** Two ways of a variable; `undefined` where no makefile defines it. */
export const eitherOf = (
  condition: MakeCondition,
  then: Variable | undefined,
  otherwise: Variable | undefined,
): Either => ({
  condition,
  then,
  otherwise,
  height: 1 + Math.max(then?.either?.height ?? 0, otherwise?.either?.height ?? 0),
});

/** A variable with the usual attributes. */
export const variable = (
  name: string,
  value: string,
  place: Span,
  more: Partial<Pick<Variable, 'isRecursive' | 'origin' | 'isPrivate' | 'body' | 'either' | 'behind'>> = {},
): Variable => ({
  name,
  value,
  place,
  isRecursive: false,
  origin: 'file',
  isPrivate: false,
  body: undefined,
  either: undefined,
  behind: undefined,
  ...more,
});

/** Whether a variable is gone by `undefine`, whichever way was taken. */
export const isTakenAway = ({ origin, either }: Variable): boolean => origin === 'undefined' && either === undefined;

/** Variables that count in one place: those of a target, of its parents, and at last the global ones. */
export interface Scope {
  readonly own: ReadonlyMap<string, Variable>;
  /** Automatic variables and those of a `foreach` or `call` count only for who asks here. */
  readonly outer: Scope | undefined;
}

/** The variable of a name; `undefined` if no makefile and no command line defines it. */
export function findVariable(
  globals: PersistentMap<Variable>,
  scope: Scope | undefined,
  name: string,
): Variable | undefined {
  for (let at = scope; at !== undefined; at = at.outer) {
    const own = at.own.get(name);
    if (own !== undefined) return own;
  }
  return lookUp(globals, name);
}

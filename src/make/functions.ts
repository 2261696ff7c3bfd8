import { controlFunctions } from './control-functions.ts';
import { pathFunctions } from './path-functions.ts';
import type { Run } from './run.ts';
import { runFunctions } from './run-functions.ts';
import { textFunctions } from './text-functions.ts';
import type { Scope } from './variable.ts';
import { wordFunctions } from './word-functions.ts';

/** A use of a function: `$(name body)`. */
export interface Application {
  readonly run: Run;
  readonly scope: Scope | undefined;
  /** The arguments as written. */
  readonly body: string;
  /** The bracket that opens it. */
  readonly bracket: string;
  /** The whole of it as written, for holes. */
  readonly written: string;
}

/** A function of make. */
export type MakeFunction = (application: Application) => string;

/** The function that a reference applies, with its arguments; `undefined` if it names a variable. */
export function findFunction(body: string): { readonly apply: MakeFunction; readonly body: string } | undefined {
  const match = /^([a-z-]+)[ \t\n]+/.exec(body);
  const apply = match?.[1] === undefined ? undefined : functionOf(match[1]);
  return match === null || apply === undefined ? undefined : { apply, body: body.slice(match[0].length) };
}

/** A function by its name. */
export const functionOf = (name: string): MakeFunction | undefined =>
  [textFunctions, wordFunctions, pathFunctions, controlFunctions, runFunctions].flatMap((table) =>
    Object.hasOwn(table, name) ? (table[name] ?? []) : [],
  )[0];

import { wordsOf } from '../syntax/makefile-words.ts';
import { onlyArgument, rawArguments } from './arguments.ts';
import { expand, valueOfName, valueOfVariable } from './expand.ts';
import { type Application, functionOf, type MakeFunction } from './functions.ts';
import { isOpen } from './hole-table.ts';
import { limits } from './run.ts';
import { unknownResult } from './text-functions.ts';
import { isInEnvironment, undefinedValue, withoutUnset } from './undefined-value.ts';
import { findVariable, type Scope, type Variable, variable } from './variable.ts';
import { hidesCount } from './word-functions.ts';

/** Functions that decide what is expanded. Source: gnu.org/software/make/manual, 8.4 to 8.11. */
export const controlFunctions: Readonly<Record<string, MakeFunction>> = {
  if: (application) => {
    const { run, scope } = application;
    const [condition = '', then = '', otherwise = ''] = rawArguments(application, 3);
    const value = withoutUnset(run, expand(run, condition.trim(), scope));
    const isTrue = isFilled(application, value);
    if (isTrue !== undefined) return expand(run, isTrue ? then : otherwise, scope);
    const [one, other] = [guessed(application, then), guessed(application, otherwise)];
    if (one === undefined || other === undefined || one === other) return one ?? other ?? '';
    return unknownResult(application, 'if', [value, one, other]);
  },
  or: (application) => {
    const { run, scope } = application;
    for (const argument of rawArguments(application, Number.POSITIVE_INFINITY)) {
      const value = withoutUnset(run, expand(run, argument.trim(), scope));
      const isTrue = isFilled(application, value);
      if (isTrue === true) return value;
      if (isTrue === undefined) return unknownResult(application, 'or', [value, application.body]);
    }
    return '';
  },
  and: (application) => {
    const { run, scope } = application;
    let value = '';
    for (const argument of rawArguments(application, Number.POSITIVE_INFINITY)) {
      value = withoutUnset(run, expand(run, argument.trim(), scope));
      const isTrue = isFilled(application, value);
      if (isTrue === false) return '';
      if (isTrue === undefined) return unknownResult(application, 'and', [value, application.body]);
    }
    return value;
  },
  foreach: (application) => {
    const { run, scope } = application;
    const [name = '', list = '', text = ''] = rawArguments(application, 3);
    const item = expand(run, name, scope).trim();
    const words = wordsOf(expand(run, list, scope));
    if (words.length > 1 && hidesCount(words)) return unknownResult(application, 'foreach', [text, ...words]);
    return words.map((word) => expand(run, text, withNames(application, [[item, word]]))).join(' ');
  },
  call: (application) => called(application),
  value: (application) => {
    const { run, scope } = application;
    const name = onlyArgument(application).trim();
    const found = findVariable(run.globals, scope, name);
    if (found?.either !== undefined) return unknownResult(application, 'value', [name]);
    return found?.value ?? undefinedValue(run, name);
  },
  origin: (application) => {
    const { run, scope } = application;
    const name = onlyArgument(application).trim();
    const found = findVariable(run.globals, scope, name);
    if (found?.either !== undefined) return unknownResult(application, 'origin', [name]);
    if (found !== undefined) return found.origin;
    const isThere = isInEnvironment(run, name);
    if (isThere === undefined || run.unseen !== '') return unknownResult(application, 'origin', [name]);
    return isThere ? 'environment' : 'undefined';
  },
  flavor: (application) => {
    const { run, scope } = application;
    const name = onlyArgument(application).trim();
    const found = findVariable(run.globals, scope, name);
    if (found?.either !== undefined) return unknownResult(application, 'flavor', [name]);
    if (found?.origin === 'undefined') return 'undefined';
    if (found !== undefined) return found.isRecursive ? 'recursive' : 'simple';
    const isThere = isInEnvironment(run, name);
    if (isThere === undefined || run.unseen !== '') return unknownResult(application, 'flavor', [name]);
    return isThere ? 'recursive' : 'undefined';
  },
};

/** The value of a way that may not be taken; `undefined` if it ends in `$(error …)`, so that nothing goes on from there. */
function guessed({ run, scope }: Application, way: string): string | undefined {
  const { errors } = run;
  run.guesses += 1;
  const value = expand(run, way, scope);
  run.guesses -= 1;
  return run.errors > errors ? undefined : value;
}

/** Whether a string is not empty; `undefined` where all of it is unknown. */
export function isFilled({ run }: Pick<Application, 'run'>, text: string): boolean | undefined {
  if (text === '') return false;
  if (!isOpen(text)) return true;
  const isCertain = Array.from(text).some(
    (char) => !isOpen(char) || isOneWordMark(run.table.holes.get(char)?.symbol ?? ''),
  );
  return isCertain ? true : undefined;
}

const isOneWordMark = (symbol: string): boolean => /^(?:machine architecture |one word )/.test(symbol);

function withNames({ run, scope }: Application, values: readonly (readonly [name: string, value: string])[]): Scope {
  const own = new Map<string, Variable>(
    values.map(([name, value]) => [name, variable(name, value, run.at, { origin: 'automatic' })]),
  );
  return { own, outer: scope };
}

/** `$(call name,a,b)`: the value of a variable with `$1`, `$2` set; it may call itself. */
function called(application: Application): string {
  const { run, scope, bracket } = application;
  const [name, ...given] = callWords(application);
  const builtin = functionOf(name);
  if (builtin !== undefined) return builtin({ ...application, body: given.join(','), bracket });
  const found = findVariable(run.globals, scope, name);
  if (found === undefined) return valueOfName(run, name, scope);
  if (run.depth > limits.depth - 10) return unknownResult(application, 'call', [name, ...given]);
  const inner = numbered(application, name, given);
  if (found.either !== undefined) return valueOfVariable(run, found, inner);
  return found.isRecursive ? expand(run, found.value, inner) : found.value;
}

/** The scope in which the body of a called variable is expanded. */
export function callScope(application: Application): Scope {
  const [name, ...given] = callWords(application);
  return numbered(application, name, given);
}

function callWords(application: Application): readonly [name: string, ...given: readonly string[]] {
  const { run, scope } = application;
  const [name = '', ...given] = rawArguments(application, Number.POSITIVE_INFINITY).map((argument) =>
    expand(run, argument, scope),
  );
  return [name.trim(), ...given];
}

/** `$0` is the name; arguments that are not given hide those of a call around it. */
function numbered(application: Application, name: string, given: readonly string[]): Scope {
  const values = Array.from({ length: Math.max(9, given.length) }, (_, index): readonly [string, string] => [
    `${index + 1}`,
    given[index] ?? '',
  ]);
  return withNames(application, [['0', name], ...values]);
}

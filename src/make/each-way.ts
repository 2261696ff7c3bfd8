import { mayGoOn, type Run } from './run.ts';
import { eitherOf, type Variable } from './variable.ts';

/**
 * What a step makes of a variable: of one that is one of two, what it makes of each. `undefined` stands for a variable
 * that no makefile defines.
 */
export function inEachWay(
  run: Run,
  found: Variable | undefined,
  step: (found: Variable | undefined) => Variable | undefined,
): Variable | undefined {
  if (found?.either === undefined || !mayGoOn(run)) return step(found);
  const { condition } = found.either;
  const then = inEachWay(run, found.either.then, step);
  const otherwise = inEachWay(run, found.either.otherwise, step);
  if (then === otherwise) return then;
  const isSame = then === found.either.then && otherwise === found.either.otherwise;
  return isSame ? found : { ...found, either: eitherOf(condition, then, otherwise) };
}

/** What a variable may be, each once: itself, if no condition makes it one of two. */
export function waysOf(found: Variable | undefined): readonly (Variable | undefined)[] {
  // A set goes on over what is added to it; conditions share what was there before them.
  const all = new Set([found]);
  for (const one of all) if (one?.either !== undefined) all.add(one.either.then).add(one.either.otherwise);
  return [...all].filter((one) => one?.either === undefined);
}

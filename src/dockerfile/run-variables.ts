import type { Variable, Variables } from '../model/pipeline/variables.ts';
import { declarationAt, namesAt, type StageScope, scopeAt } from './stage-scope.ts';

/**
 * The environment of a `RUN` at an offset of its stage: the arguments and variables that are in force there.
 *
 * Source: docs.docker.com/reference/dockerfile "Using ARG variables".
 */
export function runVariables(stage: StageScope, offset: number): Variables {
  const scope = scopeAt(stage, offset);
  return { defined: definedAt(stage, offset), valueOf: (name, at) => scope(name, at).text };
}

/** Variables by name. Most commands ask for a few of them only, so the whole map is made when it is walked. */
function definedAt(stage: StageScope, offset: number): ReadonlyMap<string, Variable> {
  let made: ReadonlyMap<string, Variable> | undefined;
  const find = (name: string): Variable | undefined => {
    const found = declarationAt(stage, name, offset);
    return found === undefined ? undefined : { name, value: found.binding.text, span: found.span };
  };
  const all = (): ReadonlyMap<string, Variable> => {
    made ??= new Map([...namesAt(stage, offset)].flatMap((name) => namedBy(find(name))));
    return made;
  };
  return {
    get size() {
      return all().size;
    },
    get: find,
    has: (name) => find(name) !== undefined,
    keys: () => all().keys(),
    values: () => all().values(),
    entries: () => all().entries(),
    forEach: (visit, self) => {
      all().forEach(visit, self);
    },
    [Symbol.iterator]: () => all()[Symbol.iterator](),
  };
}

const namedBy = (variable: Variable | undefined): readonly (readonly [string, Variable])[] =>
  variable === undefined ? [] : [[variable.name, variable]];

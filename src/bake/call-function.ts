import type { Span } from '../source/source-file.ts';
import type { HclCall } from '../syntax/hcl/tree.ts';
import { type BakeValue, listValue, placedAt } from './bake-value.ts';
import type { Evaluate } from './evaluate.ts';
import { collectionFunctions } from './functions/collections.ts';
import { type BakeFunction, freshFunctions } from './functions/function.ts';
import { logicFunctions } from './functions/logic.ts';
import { numberFunctions } from './functions/numbers.ts';
import { patternFunctions } from './functions/patterns.ts';
import { textFunctions } from './functions/texts.ts';
import { derived, type Scope, type UserFunction, untold, withNames } from './scope.ts';

/** Source: docker/buildx bake/hclparser/stdlib.go; github.com/zclconf/go-cty cty/function/stdlib. */
const library: ReadonlyMap<string, BakeFunction> = new Map([
  ...textFunctions,
  ...patternFunctions,
  ...collectionFunctions,
  ...numberFunctions,
  ...logicFunctions,
]);

/**
 * What a function gives: one that the file defines, or one of buildx. Where it cannot be computed, because operands are
 * hidden or the function is not followed, it is a hole that equal operands share.
 */
export function callFunction(call: HclCall, scope: Scope, evaluate: Evaluate): BakeValue {
  const { name, span } = call;
  const own = scope.functionNamed(name);
  const compute = library.get(name);
  if (freshFunctions.has(name)) return fresh(name, span, scope);
  const { args, isOpen } = argumentsOf(call, scope, evaluate);
  if (own === undefined && compute === undefined) {
    return derived(name, args, span, `the function \`${name}\` is not followed`);
  }
  if (isOpen) return derived(name, args, span);
  if (own !== undefined) return placedAt(callOwn(own, args, { call, scope, evaluate }), span);
  const value = compute?.(args, span);
  return value === undefined ? derived(name, args, span) : placedAt(value, span);
}

interface Arguments {
  readonly args: readonly BakeValue[];
  /** Whether there may be more of them: `f(list...)` of a hidden list. */
  readonly isOpen: boolean;
}

function argumentsOf({ args, isSpread }: HclCall, scope: Scope, evaluate: Evaluate): Arguments {
  const values = args.map((argument) => evaluate(argument, scope));
  const last = values.at(-1);
  if (!isSpread || last === undefined) return { args: values, isOpen: false };
  if (last.kind !== 'list') return { args: values, isOpen: true };
  return { args: [...values.slice(0, -1), ...last.items], isOpen: last.openTo.length > 0 };
}

interface OwnCall {
  readonly call: HclCall;
  readonly scope: Scope;
  readonly evaluate: Evaluate;
}

function callOwn(
  own: UserFunction,
  args: readonly BakeValue[],
  { call: { name, span }, scope, evaluate }: OwnCall,
): BakeValue {
  if (scope.calling.has(name)) return untold(span, `the function \`${name}\` calls itself`);
  const names = new Map<string, BakeValue>();
  for (const [index, param] of own.params.entries()) {
    const value = args[index];
    if (value === undefined) return untold(span, 'an argument of the call is missing');
    names.set(param, value);
  }
  if (own.variadic !== undefined) names.set(own.variadic, listValue(args.slice(own.params.length), span));
  return evaluate(
    own.result,
    withNames({ ...scope, lookUp: scope.lookUpGlobal, calling: new Set([...scope.calling, name]) }, names),
  );
}

/** `timestamp()`, `uuidv4()`: another value in every run. */
function fresh(name: string, span: Span, { run }: Scope): BakeValue {
  const symbol = `${name}()@${run}:${span.file.path}:${String(span.start)}`;
  const cause = { kind: 'expression', because: `\`${name}()\` differs from run to run`, at: span } as const;
  return { kind: 'text', text: { parts: [{ symbol, shown: `${name}()`, cause }], span } };
}

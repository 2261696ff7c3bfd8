import type { HclExpression } from '../syntax/hcl/tree.ts';
import { readPart } from './access.ts';
import {
  type BakeValue,
  booleanValue,
  listValue,
  numberValue,
  objectValue,
  placedAt,
  stringOf,
  valueKey,
} from './bake-value.ts';
import { callFunction } from './call-function.ts';
import { conditional } from './conditional.ts';
import { evaluateFor } from './for-expression.ts';
import { applyBinary, applyUnary } from './operators.ts';
import { derived, limits, type Scope, untold } from './scope.ts';
import { fillTemplate } from './template.ts';

/** Evaluates an expression within a scope. */
export type Evaluate = (expression: HclExpression, scope: Scope) => BakeValue;

/**
 * The value of an expression, as far as it is known. What cannot be told is a hole that keeps its cause; equal operands
 * give equal holes. Never throws and always ends.
 *
 * Source: github.com/hashicorp/hcl hclsyntax/spec.md.
 */
export function evaluate(expression: HclExpression, scope: Scope): BakeValue {
  const { effort } = scope;
  effort.steps += 1;
  if (effort.steps > limits.steps || effort.depth >= limits.depth) {
    return untold(expression.span, 'the bake file computes more than is followed');
  }
  effort.depth += 1;
  const value = valueOf(expression, scope);
  effort.depth -= 1;
  return value;
}

function valueOf(expression: HclExpression, scope: Scope): BakeValue {
  const { span } = expression;
  switch (expression.kind) {
    case 'literal':
      return literalValue(expression);
    case 'template':
      return fillTemplate(expression, scope, evaluate);
    case 'list':
      return listValue(
        expression.items.map((item) => evaluate(item, scope)),
        span,
      );
    case 'object':
      return objectOf(expression, scope);
    case 'reference':
      return referenced(expression.name, span, scope);
    case 'attribute':
      return (
        ofBlock(expression, scope) ??
        readPart(evaluate(expression.of, scope), { kind: 'name', name: expression.name }, span)
      );
    case 'index':
      return readPart(evaluate(expression.of, scope), { kind: 'key', key: evaluate(expression.key, scope) }, span);
    case 'splat':
      return evaluateFor(eachOf(expression), scope, evaluate);
    case 'call':
      return callFunction(expression, scope, evaluate);
    case 'unary':
      return applyUnary(expression.operator, evaluate(expression.operand, scope), span);
    case 'binary':
      return applyBinary(expression, evaluate(expression.left, scope), evaluate(expression.right, scope));
    case 'conditional':
      return conditional(expression, scope, evaluate);
    case 'for':
      return evaluateFor(expression, scope, evaluate);
    case 'broken':
      return untold(span, 'the expression does not parse');
  }
}

function literalValue({ value, span }: Extract<HclExpression, { kind: 'literal' }>): BakeValue {
  if (value === null) return { kind: 'null', span };
  return typeof value === 'number' ? numberValue(value, span) : booleanValue(value, span);
}

function referenced(name: string, span: HclExpression['span'], scope: Scope): BakeValue {
  const value = scope.lookUp(name);
  return value === undefined ? untold(span, `nothing defines \`${name}\``) : placedAt(value, span);
}

/** `target.app.args`, `target["app"].args`. */
function ofBlock(
  { of, name, span }: Extract<HclExpression, { kind: 'attribute' }>,
  scope: Scope,
): BakeValue | undefined {
  if ((of.kind !== 'attribute' && of.kind !== 'index') || of.of.kind !== 'reference') return undefined;
  const type = of.of.name;
  if (type !== 'target' && type !== 'group') return undefined;
  const block = of.kind === 'attribute' ? of.name : stringOf(evaluate(of.key, scope));
  const value = block === undefined ? undefined : scope.blockAttribute(type, block, name);
  return value === undefined ? untold(span, `the ${type} has no \`${name}\` that is known`) : placedAt(value, span);
}

function objectOf({ entries, span }: Extract<HclExpression, { kind: 'object' }>, scope: Scope): BakeValue {
  const found = new Map<string, BakeValue>();
  const hidden: BakeValue[] = [];
  for (const { key, value } of entries) {
    const name = evaluate(key, scope);
    const written = stringOf(name);
    if (written === undefined) hidden.push(name);
    else found.set(written, evaluate(value, scope));
  }
  const object = objectValue(found, span);
  const [first] = hidden;
  if (first === undefined) return object;
  const cause = derived(`key ${hidden.map(valueKey).join()}`, hidden, span);
  return cause.kind === 'unknown' ? { ...object, openTo: [cause.hole.cause] } : object;
}

const eachOf = ({
  of,
  each,
  span,
}: Extract<HclExpression, { kind: 'splat' }>): Extract<HclExpression, { kind: 'for' }> => ({
  kind: 'for',
  names: ['*'],
  of,
  key: undefined,
  value: each,
  condition: undefined,
  isGrouped: false,
  span,
});

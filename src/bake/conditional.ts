import type { HclConditional } from '../syntax/hcl/tree.ts';
import { type BakeValue, booleanOf, causesOf, placedAt, valueKey } from './bake-value.ts';
import type { Evaluate } from './evaluate.ts';
import { derived, type Scope } from './scope.ts';

/** `condition ? then : otherwise`. Where the condition is hidden and both give the same, it is that. */
export function conditional(expression: HclConditional, scope: Scope, evaluate: Evaluate): BakeValue {
  const { span } = expression;
  const condition = evaluate(expression.condition, scope);
  const decided = booleanOf(condition);
  if (decided !== undefined) {
    return placedAt(evaluate(decided ? expression.then : expression.otherwise, scope), span);
  }
  const then = evaluate(expression.then, scope);
  const otherwise = evaluate(expression.otherwise, scope);
  if (valueKey(then) === valueKey(otherwise)) return placedAt(then, span);
  const hidden = derived('?:', [condition, then, otherwise], span);
  if (then.kind !== 'list' || otherwise.kind !== 'list') return hidden;
  // Of two lists, what both hold is certain.
  const keys = new Set(otherwise.items.map(valueKey));
  const items = then.items.filter((item) => keys.has(valueKey(item)));
  return { kind: 'list', items, openTo: causesOf(hidden), span };
}

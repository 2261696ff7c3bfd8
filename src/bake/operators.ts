import type { Span } from '../source/source-file.ts';
import type { HclBinary } from '../syntax/hcl/tree.ts';
import { sameText } from '../value/index.ts';
import { type BakeValue, booleanOf, booleanValue, isKnown, numberOf, numberValue, valueKey } from './bake-value.ts';
import { derived } from './scope.ts';

/** `!value` and `-value`. */
export function applyUnary(operator: '!' | '-', operand: BakeValue, span: Span): BakeValue {
  if (operator === '!') {
    const truth = booleanOf(operand);
    return truth === undefined ? derived('!', [operand], span) : booleanValue(!truth, span);
  }
  const number = numberOf(operand);
  return number === undefined ? derived('-', [operand], span) : numberValue(-number, span);
}

/** An operation on two values. Source: hclsyntax/spec.md, "Operations". */
export function applyBinary(
  { operator, span }: Pick<HclBinary, 'operator' | 'span'>,
  left: BakeValue,
  right: BakeValue,
): BakeValue {
  const decided = decide(operator, left, right);
  if (decided === undefined) return derived(operator, [left, right], span);
  return typeof decided === 'number' ? numberValue(decided, span) : booleanValue(decided, span);
}

function decide(operator: string, left: BakeValue, right: BakeValue): boolean | number | undefined {
  if (operator === '==') return areEqual(left, right);
  if (operator === '!=') {
    const equal = areEqual(left, right);
    return equal === undefined ? undefined : !equal;
  }
  if (operator === '&&' || operator === '||') return combined(operator, booleanOf(left), booleanOf(right));
  const [a, b] = [numberOf(left), numberOf(right)];
  const compute = arithmetic.get(operator);
  const result = a === undefined || b === undefined ? undefined : compute?.(a, b);
  return typeof result === 'number' && !Number.isFinite(result) ? undefined : result;
}

/** Kleene's logic: one that decides is enough. */
function combined(operator: '&&' | '||', left: boolean | undefined, right: boolean | undefined): boolean | undefined {
  const deciding = operator === '||';
  if (left === deciding || right === deciding) return deciding;
  return left === undefined || right === undefined ? undefined : !deciding;
}

const arithmetic: ReadonlyMap<string, (a: number, b: number) => number | boolean> = new Map<
  string,
  (a: number, b: number) => number | boolean
>([
  ['+', (a, b) => a + b],
  ['-', (a, b) => a - b],
  ['*', (a, b) => a * b],
  ['/', (a, b) => a / b],
  ['%', (a, b) => a % b],
  ['<', (a, b) => a < b],
  ['>', (a, b) => a > b],
  ['<=', (a, b) => a <= b],
  ['>=', (a, b) => a >= b],
]);

/** Whether two values are equal; `undefined` where only the run tells. Values of different types are not equal. */
export function areEqual(left: BakeValue, right: BakeValue): boolean | undefined {
  if (left.kind === 'text' && right.kind === 'text') {
    const same = sameText(left.text, right.text);
    return same.is === 'unknown' ? undefined : same.is === 'yes';
  }
  if (valueKey(left) === valueKey(right)) return true;
  if (isKnown(left) && isKnown(right)) return false;
  // A text is not null, whatever it is.
  if (left.kind === 'null' || right.kind === 'null') {
    return left.kind === 'unknown' || right.kind === 'unknown' ? undefined : false;
  }
  return undefined;
}

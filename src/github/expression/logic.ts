import type { GithubNode } from '../../syntax/github-expression.ts';
import { literal } from '../../value/index.ts';
import type { GithubValue } from './github-value.ts';
import { oneOfBehind, possibleValues } from './possible-values.ts';
import { derivedHole, type Scene } from './scene.ts';
import { truthOf } from './truth-of-value.ts';

type Evaluate = (node: GithubNode) => GithubValue;

/**
 * `&&` and `||`: the value of the first operand that decides, or of the last. Where it is not known which one decides, the value
 * is one of those that can be: `hidden && 'a' || 'b'` is `a` or `b`.
 *
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (operators).
 */
export function evaluateLogic(
  scene: Scene,
  node: Extract<GithubNode, { readonly kind: 'and' | 'or' }>,
  evaluate: Evaluate,
): GithubValue {
  const decides = node.kind === 'or';
  const seen: GithubValue[] = [];
  const values: GithubValue[] = [];
  for (const [index, operand] of node.operands.entries()) {
    const value = evaluate(operand);
    const isLast = index === node.operands.length - 1;
    const deciding = isLast ? [value] : valuesThatAre(decides, value);
    values.push(...deciding);
    if (isLast || deciding.length > 0) seen.push(value);
    if (valuesThatAre(!decides, value).length === 0) break;
  }
  return oneOfBehind(values, () => derivedHole(scene, node, node.kind, seen));
}

/** `case(condition, value, …, otherwise)`: the first value whose condition is true. A condition must be a boolean. */
export function evaluateCase(
  scene: Scene,
  node: Extract<GithubNode, { readonly kind: 'call' }>,
  evaluate: Evaluate,
): GithubValue {
  const seen: GithubValue[] = [];
  const values: GithubValue[] = [];
  for (let index = 0; index < node.args.length; index += 2) {
    const [condition, result] = node.args.slice(index, index + 2).map(evaluate);
    if (condition === undefined) break;
    const isOtherwise = result === undefined;
    if (!isOtherwise && !isBoolean(condition))
      return { is: 'hidden', hole: derivedHole(scene, node, 'case', [...seen, condition]) };
    const truth = isOtherwise ? 'yes' : truthOf(condition).is;
    if (truth === 'no') continue;
    values.push(isOtherwise ? condition : result);
    seen.push(condition, ...(isOtherwise ? [] : [result]));
    if (truth === 'yes') break;
  }
  return oneOfBehind(values, () => derivedHole(scene, node, 'case', seen));
}

const isBoolean = (value: GithubValue): boolean =>
  value.is === 'boolean' ||
  (value.is === 'hidden' && (possibleValues(value) ?? []).every(({ is }) => is === 'boolean'));

/** The values that `value` can have and that are true, or that are false. */
function valuesThatAre(wanted: boolean, value: GithubValue): readonly GithubValue[] {
  return (possibleValues(value) ?? [value]).flatMap((one) => {
    const truth = truthOf(one).is;
    if (truth === 'unknown') return wanted ? [one] : falseValues(one);
    return (truth === 'yes') === wanted ? [one] : [];
  });
}

/** What a value can be that turns out false: of a text only the empty one. */
function falseValues(value: GithubValue): readonly GithubValue[] {
  if (value.is === 'text') return [{ is: 'text', text: literal('', value.text.span) }];
  if (value.is !== 'hidden') return [value];
  return [
    { is: 'boolean', value: false },
    { is: 'null' },
    { is: 'number', value: 0 },
    { is: 'number', value: Number.NaN },
    { is: 'text', text: literal('', value.hole.cause.at) },
  ];
}

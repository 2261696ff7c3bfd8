import type { Span } from '../source/source-file.ts';
import { type Cause, distinctCauses, known, type Truth, unknown } from '../value/index.ts';
import { isPattern, patternOccurs } from './expression-pattern.ts';
import type { ExpressionTree } from './expression-tree.ts';

export { type ExpressionTree, parseExpression } from './expression-tree.ts';

/** What a variable or an input is worth in an expression: GitLab takes it unexpanded. */
export type OperandValue =
  | { readonly is: 'string'; readonly value: string }
  /** It is certainly not defined. */
  | { readonly is: 'null' }
  | { readonly is: 'boolean'; readonly value: boolean }
  | { readonly is: 'unknown'; readonly causes: readonly Cause[] };

/** Where the values of an expression come from. */
export interface Operands {
  /** Where the expression is written. */
  readonly at: Span;
  variable(name: string): OperandValue;
  /** The value of `$[[ inputs.name ]]`, where an expression may have it. */
  input?(name: string): OperandValue;
}

/**
 * Whether an expression is truthful. `&&` and `||` return operands as in Ruby, where an empty string counts as true:
 * `$EMPTY || $SET` is not truthful.
 * Source: GitLab `lib/gitlab/ci/pipeline/expression/statement.rb` and `lexeme/*.rb` (19.3).
 */
export function evaluateExpression(tree: ExpressionTree, operands: Operands): Truth {
  return presence(valueOf(tree, operands));
}

/** An operand's value, or an unknown of which it is certain that it is true or false and no string. */
type Value = OperandValue | { readonly is: 'maybe'; readonly causes: readonly Cause[] };

const boolean = (value: boolean): Value => ({ is: 'boolean', value });
const nothing: Value = { is: 'null' };

function valueOf(tree: ExpressionTree, operands: Operands): Value {
  switch (tree.is) {
    case 'variable':
      return operands.variable(tree.text);
    case 'input':
      return operands.input?.(tree.text) ?? nothing;
    case 'string':
    case 'pattern':
      return { is: 'string', value: tree.text };
    case 'boolean':
      return boolean(tree.value);
    case 'null':
      return nothing;
    case 'not':
      return fromTruth(presence(valueOf(tree.operand, operands)), true);
    case 'and':
    case 'or':
      return connect(tree.is, valueOf(tree.left, operands), valueOf(tree.right, operands));
    case 'equals':
    case 'differs':
      return fromTruth(equality(tree.left, tree.right, operands), tree.is === 'differs');
    case 'matches':
    case 'mismatches':
      return fromTruth(match(tree.left, tree.right, operands), tree.is === 'mismatches');
  }
}

/** Ruby's `present?`. */
function presence(value: Value): Truth {
  switch (value.is) {
    case 'unknown':
    case 'maybe':
      return unknown(...distinctCauses(value.causes));
    case 'null':
      return known(false);
    case 'string':
      return known(value.value.trim() !== '');
    case 'boolean':
      return known(value.value);
  }
}

function fromTruth(truth: Truth, isNegated: boolean): Value {
  if (truth.is === 'unknown') return { is: 'maybe', causes: truth.causes };
  return boolean((truth.is === 'yes') !== isNegated);
}

function connect(operator: 'and' | 'or', left: Value, right: Value): Value {
  if (left.is !== 'unknown' && left.is !== 'maybe') {
    const isRubyTrue = left.is === 'string' || (left.is === 'boolean' && left.value);
    return isRubyTrue === (operator === 'and') ? right : left;
  }
  const rightPresence = presence(right);
  if (operator === 'and' && rightPresence.is === 'no') return boolean(false);
  if (operator === 'or' && left.is === 'maybe' && rightPresence.is === 'yes') return boolean(true);
  const causes = rightPresence.is === 'unknown' ? [...left.causes, ...rightPresence.causes] : left.causes;
  return { is: left.is === 'maybe' && right.is !== 'unknown' && right.is !== 'string' ? 'maybe' : 'unknown', causes };
}

function equality(leftTree: ExpressionTree, rightTree: ExpressionTree, operands: Operands): Truth {
  if (leftTree.is === 'variable' && rightTree.is === 'variable' && leftTree.text === rightTree.text) return known(true);
  const left = valueOf(leftTree, operands);
  const right = valueOf(rightTree, operands);
  const causes = [left, right].flatMap(causesOf);
  if (causes.length > 0) return unknown(...distinctCauses(causes));
  return known(comparable(left) === comparable(right));
}

const causesOf = (value: Value): readonly Cause[] =>
  value.is === 'unknown' || value.is === 'maybe' ? value.causes : [];

/** Booleans compare with the strings `true` and `false`. */
const comparable = (value: Value): string | undefined =>
  value.is === 'string' || value.is === 'boolean' ? String(value.value) : undefined;

function match(leftTree: ExpressionTree, rightTree: ExpressionTree, operands: Operands): Truth {
  const right = valueOf(rightTree, operands);
  if (right.is === 'null' || (right.is === 'boolean' && !right.value)) return known(false);
  const left = valueOf(leftTree, operands);
  const causes = [left, right].flatMap(causesOf);
  if (causes.length > 0) return unknown(...distinctCauses(causes));
  const text = comparable(left) ?? '';
  const pattern = comparable(right) ?? '';
  if (!isPattern(pattern)) return known(pattern.includes(text));
  const occurs = patternOccurs(pattern, text);
  if (occurs !== undefined) return known(occurs);
  return unknown({ kind: 'expression', because: `matching \`${pattern}\` may take too long`, at: operands.at });
}

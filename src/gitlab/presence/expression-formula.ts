import { allOf, always, anyOf, type Formula, never, notOf } from '../../model/presence/formula.ts';
import type { Span } from '../../source/source-file.ts';
import type { Cause } from '../../value/index.ts';
import { type ExpressionTree, evaluateExpression, parseExpression } from '../expression.ts';
import { isPattern, patternOccurs } from '../expression-pattern.ts';
import { type ConditionVariable, type ConditionVariables, claimAbout } from './operands.ts';
import { samplesOf } from './pattern-samples.ts';

/** What an expression is read with. */
export interface ConditionContext {
  readonly variables: ConditionVariables;
  /** Where the expression is written. */
  readonly at: Span;
}

/** When an `if` holds. One that GitLab refuses is open: there is no pipeline at all. */
export function expressionFormula(source: string, context: ConditionContext): Formula {
  const tree = parseExpression(source);
  return tree === undefined ? openExpression(source, context) : treeFormula(tree, context);
}

/** The same for an expression that was parsed. */
export const treeFormula = (tree: ExpressionTree, context: ConditionContext): Formula => read(tree, context).present;

/**
 * When a part of an expression is a value for Ruby, and when it counts as true in the end. They differ for empty
 * strings, which `&&` and `||` take for true: `$EMPTY || $SET` is the empty string.
 * Source: GitLab `lib/gitlab/ci/pipeline/expression/lexeme/{and,or}.rb`, `statement.rb` (19.3).
 */
interface Reading {
  readonly isValue: Formula;
  readonly present: Formula;
}

/** Recursion is bounded by the number of tokens of an expression. */
function read(tree: ExpressionTree, context: ConditionContext): Reading {
  switch (tree.is) {
    case 'and':
    case 'or':
      return connected(tree.is, read(tree.left, context), read(tree.right, context));
    case 'not':
      return boolean(notOf(read(tree.operand, context).present));
    case 'variable':
      return variable(tree.text, context);
    default:
      return boolean(plainFormula(tree, context));
    case 'string':
    case 'pattern':
      return { isValue: always, present: tree.text.trim() === '' ? never : always };
  }
}

const boolean = (formula: Formula): Reading => ({ isValue: formula, present: formula });

function connected(is: 'and' | 'or', left: Reading, right: Reading): Reading {
  if (is === 'and') {
    return { isValue: allOf(left.isValue, right.isValue), present: allOf(left.isValue, right.present) };
  }
  return {
    isValue: anyOf(left.isValue, right.isValue),
    present: anyOf(allOf(left.isValue, left.present), allOf(notOf(left.isValue), right.present)),
  };
}

function variable(name: string, { variables, at }: ConditionContext): Reading {
  const value = variables(name, at);
  if (value.is === 'fixed') return { isValue: always, present: value.text.trim() === '' ? never : always };
  return {
    isValue: claimAbout(name, value, { test: 'defined' }, at),
    present: claimAbout(name, value, { test: 'filled' }, at),
  };
}

/** Comparisons, constants and inputs. */
function plainFormula(tree: ExpressionTree, context: ConditionContext): Formula {
  const constant = evaluateExpression(tree, { at: context.at, variable: (name) => operandOf(name, context) });
  if (constant.is !== 'unknown') return constant.is === 'yes' ? always : never;
  switch (tree.is) {
    case 'equals':
      return equality(tree, context);
    case 'differs':
      return notOf(equality(tree, context));
    case 'matches':
      return match(tree, context);
    case 'mismatches':
      return notOf(match(tree, context));
    default:
      return openExpression(JSON.stringify(tree), context);
  }
}

function operandOf(name: string, { variables, at }: ConditionContext) {
  const value = variables(name, at);
  if (value.is === 'fixed') return { is: 'string', value: value.text } as const;
  return { is: 'unknown', causes: [undecided(at)] } as const;
}

interface Sides {
  readonly left: ExpressionTree;
  readonly right: ExpressionTree;
}

function equality({ left, right }: Sides, context: ConditionContext): Formula {
  const free = freeSide(left, context) ?? freeSide(right, context);
  if (free === undefined) return openSides(left, right, context);
  const other = free.tree === left ? right : left;
  const { name, value } = free;
  const claim = (that: Parameters<typeof claimAbout>[2]): Formula => claimAbout(name, value, that, context.at);
  if (other.is === 'null') return notOf(claim({ test: 'defined' }));
  const text = fixedText(other, context);
  if (text !== undefined) return claim({ test: 'equals', text });
  const names = [name, other.is === 'variable' ? other.text : ''];
  if (!names.includes('CI_DEFAULT_BRANCH')) return openSides(left, right, context);
  const compared = freeSide(name === 'CI_DEFAULT_BRANCH' ? other : free.tree, context);
  return compared === undefined
    ? openSides(left, right, context)
    : claimAbout(compared.name, compared.value, { test: 'default-branch' }, context.at);
}

interface FreeSide {
  readonly tree: ExpressionTree;
  readonly name: string;
  readonly value: Extract<ConditionVariable, { readonly is: 'free' }>;
}

function freeSide(tree: ExpressionTree, { variables, at }: ConditionContext): FreeSide | undefined {
  if (tree.is !== 'variable') return undefined;
  const value = variables(tree.text, at);
  return value.is === 'free' ? { tree, name: tree.text, value } : undefined;
}

/** The text of an operand that is the same in every pipeline. */
function fixedText(tree: ExpressionTree, { variables, at }: ConditionContext): string | undefined {
  if (tree.is === 'string' || tree.is === 'pattern') return tree.text;
  if (tree.is === 'boolean') return String(tree.value);
  const value = tree.is === 'variable' ? variables(tree.text, at) : undefined;
  return value?.is === 'fixed' ? value.text : undefined;
}

function match({ left, right }: Sides, context: ConditionContext): Formula {
  const free = freeSide(left, context);
  const pattern = fixedText(right, context);
  if (free === undefined || pattern === undefined || !isPattern(pattern)) return openSides(left, right, context);
  const that = {
    test: 'matches',
    pattern,
    samples: samplesOf(pattern),
    occursIn: (text: string): boolean | undefined => patternOccurs(pattern, text),
  } as const;
  return claimAbout(free.name, free.value, that, context.at);
}

/** A comparison of two things that both differ from pipeline to pipeline. */
const openSides = (left: ExpressionTree, right: ExpressionTree, context: ConditionContext): Formula =>
  openExpression(JSON.stringify([resolved(left, context), resolved(right, context)]), context);

const resolved = (tree: ExpressionTree, context: ConditionContext): unknown => fixedText(tree, context) ?? tree;

/** Equal keys hold equal variables with equal values, so they are equally true in one pipeline. */
const openExpression = (key: string, { at }: ConditionContext): Formula => ({
  is: 'open',
  key: `expression ${key}`,
  causes: [undecided(at)],
});

const undecided = (at: Span): Cause => ({
  kind: 'rules',
  because: 'the expression cannot be decided before the pipeline is created',
  at,
});

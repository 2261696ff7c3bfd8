import { isPatternValid } from './expression-pattern.ts';
import { type ExpressionOperator, type ExpressionToken, tokenizeExpression } from './expression-tokens.ts';

/** A `rules:if` expression. */
export type ExpressionTree =
  | { readonly is: 'variable' | 'input' | 'string' | 'pattern'; readonly text: string }
  | { readonly is: 'boolean'; readonly value: boolean }
  | { readonly is: 'null' }
  | { readonly is: 'not'; readonly operand: ExpressionTree }
  | {
      readonly is: 'and' | 'or' | 'equals' | 'differs' | 'matches' | 'mismatches';
      readonly left: ExpressionTree;
      readonly right: ExpressionTree;
    };

/**
 * The tree of an expression; `undefined` where GitLab says `invalid expression syntax`. `!` binds tightest, then the
 * comparisons, then `&&`, then `||`; operators of one kind bind to the left.
 * Source: GitLab `lib/gitlab/ci/pipeline/expression/parser.rb` (19.3).
 */
export function parseExpression(source: string): ExpressionTree | undefined {
  const tokens = tokenizeExpression(source);
  if (tokens === undefined) return undefined;
  const parsed = parseLevel(tokens, 0, 0);
  return parsed !== undefined && parsed.next === tokens.length ? parsed.tree : undefined;
}

/** A tree and the index of the token behind it. */
interface Parsed {
  readonly tree: ExpressionTree;
  readonly next: number;
}

type Binary = 'and' | 'or' | 'equals' | 'differs' | 'matches' | 'mismatches';

/** Binary operators by how tightly they bind, loosest first. */
const levels: readonly Partial<Readonly<Record<ExpressionOperator, Binary>>>[] = [
  { '||': 'or' },
  { '&&': 'and' },
  { '==': 'equals', '!=': 'differs', '=~': 'matches', '!~': 'mismatches' },
];

/** Recursion is bounded by the number of tokens. */
function parseLevel(tokens: readonly ExpressionToken[], at: number, level: number): Parsed | undefined {
  const operators = levels[level];
  if (operators === undefined) return parseOperand(tokens, at);
  let left = parseLevel(tokens, at, level + 1);
  while (left !== undefined) {
    const token = tokens[left.next];
    const is = token?.kind === 'operator' ? operators[token.operator] : undefined;
    if (is === undefined) return left;
    const right = parseLevel(tokens, left.next + 1, level + 1);
    if (right === undefined) return undefined;
    left = { tree: { is, left: left.tree, right: right.tree }, next: right.next };
  }
  return undefined;
}

function parseOperand(tokens: readonly ExpressionToken[], at: number): Parsed | undefined {
  const token = tokens[at];
  if (token === undefined) return undefined;
  switch (token.kind) {
    case 'operator':
      return parseOperator(token.operator, tokens, at + 1);
    case 'pattern':
      return isPatternValid(token.text) ? { tree: { is: 'pattern', text: token.text }, next: at + 1 } : undefined;
    case 'null':
      return { tree: { is: 'null' }, next: at + 1 };
    case 'boolean':
      return { tree: { is: 'boolean', value: token.value }, next: at + 1 };
    case 'variable':
    case 'input':
    case 'string':
      return { tree: { is: token.kind, text: token.text }, next: at + 1 };
  }
}

function parseOperator(
  operator: ExpressionOperator,
  tokens: readonly ExpressionToken[],
  next: number,
): Parsed | undefined {
  if (operator === '!') {
    const operand = parseOperand(tokens, next);
    return operand && { tree: { is: 'not', operand: operand.tree }, next: operand.next };
  }
  if (operator !== '(') return undefined;
  const inner = parseLevel(tokens, next, 0);
  const close = inner === undefined ? undefined : tokens[inner.next];
  const isClosed = close?.kind === 'operator' && close.operator === ')';
  return inner !== undefined && isClosed ? { tree: inner.tree, next: inner.next + 1 } : undefined;
}

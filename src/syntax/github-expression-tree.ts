import {
  Binary,
  ContextAccess,
  type Expr,
  FunctionCall,
  Grouping,
  IndexAccess,
  Literal,
  Logical,
  Star,
  Unary,
} from '@actions/expressions/ast';
import { ExpressionError } from '@actions/expressions/errors';
import { TokenType } from '@actions/expressions/lexer';
import { Parser } from '@actions/expressions/parser';
import type { GithubComparison, GithubExpressionError, GithubNode, GithubNodeKind } from './github-expression.ts';
import { type LexedExpression, type LexedToken, lexExpression } from './github-expression-tokens.ts';

/** Comparisons in a row nest without the parser's limit; GitHub allows 50 levels of anything. */
const deepestTree = 50;

/** The tree of an expression that is not empty, or the first thing that is wrong with it. */
export function readTree(source: string): { readonly root: GithubNode } | GithubExpressionError {
  let lexed: LexedExpression | undefined;
  try {
    lexed = lexExpression(source);
    const { contexts, functions } = namesIn(lexed.tokens);
    const parsed = new Parser(lexed.tokens, contexts, functions).parse();
    return { root: convert(parsed, lexed, 0).node };
  } catch (error) {
    return errorOf(error, source, lexed);
  }
}

/** Every name of the expression, for the parser takes only names that it is told. */
function namesIn(tokens: readonly LexedToken[]) {
  const names = tokens.filter(({ type }) => type === TokenType.IDENTIFIER).map(({ lexeme }) => lexeme);
  const functions = names.map((name) => ({ name, minArgs: 0, maxArgs: Number.MAX_SAFE_INTEGER }));
  return { contexts: names, functions };
}

function errorOf(error: unknown, source: string, lexed: LexedExpression | undefined): GithubExpressionError {
  const written = error instanceof Error ? error.message : 'The expression cannot be read';
  const position = /Located at position (\d+)/.exec(written)?.[1];
  const start = position === undefined ? 0 : Number(position) - 1;
  // The lexer repeats the whole expression behind the place.
  const message = shortened(
    written.replace(/\. Located at position[\s\S]*$/, '').replace(/^ErrorExceededMaxLength$/, tooLong),
  );
  if (!(error instanceof ExpressionError)) return { message, start, end: source.length };
  const index = lexed?.tokens.findIndex(({ range }) => range.start === error.pos) ?? -1;
  const place = lexed?.places[index];
  return { message, start: place?.start ?? 0, end: place?.end ?? source.length };
}

/** A message repeats the symbol that is wrong, which may be all of the expression. */
const shortened = (message: string): string => (message.length > 120 ? `${message.slice(0, 119)}…` : message);

const tooLong = 'Exceeded max expression length 21000';

/** A node with the first and the last of its tokens, parentheses around it included. */
interface Converted {
  readonly node: GithubNode;
  readonly first: number;
  readonly last: number;
}

function convert(expression: Expr, lexed: LexedExpression, depth: number): Converted {
  if (depth > deepestTree) throw new Error(`Exceeded max expression depth ${deepestTree}`);
  const child = (inner: Expr): Converted => convert(inner, lexed, depth + 1);
  const spanning = (kind: GithubNodeKind, first: number, last: number): Converted => {
    const [start, end] = [lexed.places[first]?.start ?? 0, lexed.places[last]?.end ?? 0];
    return { node: { ...kind, start, end }, first, last };
  };
  const indexOf = (token: LexedToken): number => lexed.indexOf.get(token) ?? 0;
  if (expression instanceof Grouping) {
    const { node, first, last } = child(expression.group);
    return spanning(node, first - 1, last + 1);
  }
  if (expression instanceof Literal) {
    const index = indexOf(expression.token);
    return spanning(literalOf(expression.token), index, index);
  }
  if (expression instanceof ContextAccess) {
    const index = indexOf(expression.name);
    return spanning({ kind: 'context', name: expression.name.lexeme }, index, index);
  }
  if (expression instanceof Unary) {
    const { node, last } = child(expression.expr);
    return spanning({ kind: 'not', operand: node }, indexOf(expression.operator), last);
  }
  if (expression instanceof FunctionCall) {
    const first = indexOf(expression.functionName);
    const args = expression.args.map(child);
    const last = endOfCall(lexed.tokens, (args.at(-1)?.last ?? first + 1) + 1);
    const kind = { kind: 'call', name: expression.functionName.lexeme, args: args.map(({ node }) => node) } as const;
    return spanning(kind, first, last);
  }
  if (expression instanceof IndexAccess) return converted(expression, lexed, child, spanning);
  const [operands, kind] = operatorOf(expression, child);
  return spanning(kind, operands[0]?.first ?? 0, operands.at(-1)?.last ?? 0);
}

/** Index of the parenthesis that closes a call, where `next` follows its last argument. */
const endOfCall = (tokens: readonly LexedToken[], next: number): number =>
  tokens[next]?.type === TokenType.COMMA ? next + 1 : next;

type Spanning = (kind: GithubNodeKind, first: number, last: number) => Converted;

function converted(
  { expr, index }: IndexAccess,
  { tokens }: LexedExpression,
  child: (inner: Expr) => Converted,
  spanning: Spanning,
): Converted {
  const of = child(expr);
  const isDotted = tokens[of.last + 1]?.type === TokenType.DOT;
  if (index instanceof Star) return spanning({ kind: 'filter', of: of.node }, of.first, of.last + (isDotted ? 2 : 3));
  const name = child(index);
  return spanning({ kind: 'index', of: of.node, index: name.node }, of.first, name.last + (isDotted ? 0 : 1));
}

function operatorOf(
  expression: Expr,
  child: (inner: Expr) => Converted,
): readonly [readonly Converted[], GithubNodeKind] {
  if (expression instanceof Logical) {
    const operands = expression.args.map(child);
    const kind = expression.operator.type === TokenType.AND ? 'and' : 'or';
    return [operands, { kind, operands: operands.map(({ node }) => node) }];
  }
  if (!(expression instanceof Binary)) throw new Error('The expression cannot be read');
  const [left, right] = [child(expression.left), child(expression.right)];
  const operator = comparisons.find((one) => one === expression.operator.lexeme) ?? '==';
  return [[left, right], { kind: 'compare', operator, left: left.node, right: right.node }];
}

const comparisons: readonly GithubComparison[] = ['==', '!=', '<', '<=', '>', '>='];

/** Strings are unquoted here, for the lexer undoes only the first of their doubled quotes. A property is a string, too. */
function literalOf({ type, lexeme, value }: LexedToken): GithubNodeKind {
  if (type === TokenType.NULL) return { kind: 'null' };
  if (type === TokenType.TRUE || type === TokenType.FALSE) return { kind: 'boolean', value: type === TokenType.TRUE };
  if (type === TokenType.NUMBER) return { kind: 'number', value: Number(value) };
  if (type === TokenType.STRING) return { kind: 'string', value: lexeme.slice(1, -1).replaceAll("''", "'") };
  return { kind: 'string', value: lexeme };
}

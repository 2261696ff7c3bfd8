import { readTree } from './github-expression-tree.ts';

/** A node of a GitHub expression; `start` and `end` are half-open UTF-16 offsets in the expression. */
export type GithubNode = GithubNodeKind & { readonly start: number; readonly end: number };

/** What a node says. Parentheses are no nodes; the node inside them reaches over them. */
export type GithubNodeKind =
  | { readonly kind: 'null' }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'string'; readonly value: string }
  /** A name that is not called: `github`, as written. */
  | { readonly kind: 'context'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly GithubNode[] }
  /** `of.name` and `of['name']`. */
  | { readonly kind: 'index'; readonly of: GithubNode; readonly index: GithubNode }
  /** `of.*` and `of[*]`. */
  | { readonly kind: 'filter'; readonly of: GithubNode }
  | { readonly kind: 'not'; readonly operand: GithubNode }
  | { readonly kind: 'and' | 'or'; readonly operands: readonly GithubNode[] }
  | {
      readonly kind: 'compare';
      readonly operator: GithubComparison;
      readonly left: GithubNode;
      readonly right: GithubNode;
    };

/** The nodes in a node, in the order in which they are written. */
export function childrenOf(node: GithubNode): readonly GithubNode[] {
  switch (node.kind) {
    case 'call':
      return node.args;
    case 'index':
      return [node.of, node.index];
    case 'filter':
      return [node.of];
    case 'not':
      return [node.operand];
    case 'and':
    case 'or':
      return node.operands;
    case 'compare':
      return [node.left, node.right];
    default:
      return [];
  }
}

/** The operators that compare two values. */
export type GithubComparison = '==' | '!=' | '<' | '<=' | '>' | '>=';

/** What GitHub would not take, and where: half-open UTF-16 offsets. */
export interface GithubExpressionError {
  /** A clause in GitHub's words, without a full stop: `Unexpected symbol: ')'`. */
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** An expression as parsed: a tree, or errors, never both. */
export interface GithubExpression {
  /** Absent for an expression that does not parse, or is empty. */
  readonly root?: GithubNode;
  readonly errors: readonly GithubExpressionError[];
}

/**
 * The tree of an expression without its `${{ }}`. Any name of a context or function is taken; how many arguments the functions
 * take that GitHub has everywhere is checked. Never throws: too long (over 21,000 characters) or too deep (over 50 levels) is
 * an error, as it is for GitHub.
 *
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions; github.com/actions/languageservices.
 */
export function parseGithubExpression(source: string): GithubExpression {
  if (source.trim() === '') return failed('An expression was expected', 0, source.length);
  const tree = readTree(source);
  return 'root' in tree ? { root: tree.root, errors: [] } : failed(tree.message, tree.start, tree.end);
}

const failed = (message: string, start: number, end: number): GithubExpression => ({
  errors: [{ message, start, end }],
});

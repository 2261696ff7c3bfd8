/** A node of a GitHub expression; `start` and `end` are half-open UTF-16 offsets in the expression. */
export type GithubNode = GithubNodeKind & { readonly start: number; readonly end: number };

type GithubNodeKind =
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
      readonly operator: '==' | '!=' | '<' | '<=' | '>' | '>=';
      readonly left: GithubNode;
      readonly right: GithubNode;
    };

/** What GitHub would not take, and where. */
export interface GithubExpressionError {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** An expression as parsed. Exactly one of both: a tree, or errors. */
export interface GithubExpression {
  /** Absent for an expression that does not parse, or is empty. */
  readonly root?: GithubNode;
  readonly errors: readonly GithubExpressionError[];
}

/** The tree of an expression without its `${{ }}`. */
export function parseGithubExpression(source: string): GithubExpression {
  return { errors: [{ message: 'not read yet', start: 0, end: source.length }] };
}

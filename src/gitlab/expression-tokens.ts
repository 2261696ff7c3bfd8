/** A token of a `rules:if` expression. */
export type ExpressionToken =
  | { readonly kind: 'operator'; readonly operator: ExpressionOperator }
  | { readonly kind: 'variable' | 'input' | 'string' | 'pattern'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'null' };

/** An operator or a parenthesis. */
export type ExpressionOperator = '(' | ')' | '==' | '!=' | '=~' | '!~' | '&&' | '||' | '!';

/** GitLab's lexer reads this many tokens less one. Source: GitLab `lib/gitlab/ci/pipeline/expression/lexer.rb`. */
const maxTokens = 100;

/**
 * The tokens of an expression; `undefined` if a part of it is no token or there are too many. `//` and `/a/` are
 * none: GitLab's pattern wants two characters at least.
 * Source: GitLab `lib/gitlab/ci/pipeline/expression/lexeme/*.rb` (19.3).
 */
export function tokenizeExpression(source: string): readonly ExpressionToken[] | undefined {
  const tokens: ExpressionToken[] = [];
  const blanks = /\s*/y;
  for (let at = 0; ; ) {
    blanks.lastIndex = at;
    at += blanks.exec(source)?.[0].length ?? 0;
    if (at >= source.length) return tokens;
    const next = tokenAt(source, at);
    if (next === undefined || tokens.length + 1 >= maxTokens) return undefined;
    tokens.push(next.token);
    at = next.end;
  }
}

interface Lexeme {
  readonly pattern: RegExp;
  readonly read: (match: RegExpExecArray) => ExpressionToken;
}

const operator = (written: ExpressionOperator): Lexeme => ({
  pattern: new RegExp(written.replace(/[()|]/g, '\\$&'), 'y'),
  read: () => ({ kind: 'operator', operator: written }),
});

/** In the order in which GitLab tries them. */
const lexemes: readonly Lexeme[] = [
  operator('('),
  operator(')'),
  { pattern: /\$\[\[\s*inputs\.([^\]\s]+)\s*\]\]/y, read: (match) => ({ kind: 'input', text: match[1] ?? '' }) },
  { pattern: /\$(\w+)/y, read: (match) => ({ kind: 'variable', text: match[1] ?? '' }) },
  { pattern: /"([^"]*)"|'([^']*)'/y, read: (match) => ({ kind: 'string', text: match[1] ?? match[2] ?? '' }) },
  { pattern: /\/(?:[^/\\]|\\[^])+[^\\/]?\/[ismU]*/y, read: (match) => ({ kind: 'pattern', text: match[0] }) },
  { pattern: /null/y, read: () => ({ kind: 'null' }) },
  { pattern: /true|false/y, read: (match) => ({ kind: 'boolean', value: match[0] === 'true' }) },
  operator('=='),
  operator('=~'),
  operator('!='),
  operator('!~'),
  operator('&&'),
  operator('||'),
  operator('!'),
];

function tokenAt(source: string, at: number): { token: ExpressionToken; end: number } | undefined {
  for (const { pattern, read } of lexemes) {
    pattern.lastIndex = at;
    const match = pattern.exec(source);
    if (match === null) continue;
    const token = read(match);
    if (token.kind === 'pattern' && contentOf(token.text).length < 2) return undefined;
    return { token, end: pattern.lastIndex };
  }
  return undefined;
}

const contentOf = (pattern: string): string => pattern.slice(1, pattern.lastIndexOf('/'));

import { Lexer } from '@actions/expressions/lexer';

/** A token of the package's own lexer. */
export type LexedToken = ReturnType<Lexer['lex']>['tokens'][number];

/** The tokens of an expression and where each of them stands. */
export interface LexedExpression {
  /** The last one is the end of the expression. */
  readonly tokens: LexedToken[];
  readonly indexOf: ReadonlyMap<LexedToken, number>;
  /** Half-open UTF-16 offsets, by index. */
  readonly places: readonly { readonly start: number; readonly end: number }[];
}

/** The tokens of an expression. Throws what the lexer throws. */
export function lexExpression(source: string): LexedExpression {
  const { tokens } = new Lexer(source).lex();
  return { tokens, indexOf: new Map(tokens.map((token, index) => [token, index])), places: placesOf(source, tokens) };
}

/** Only white space stands between tokens. The lexer's own columns are wrong behind a string that holds a line break. */
function placesOf(source: string, tokens: readonly LexedToken[]): LexedExpression['places'] {
  let from = 0;
  return tokens.map(({ lexeme }) => {
    const found = lexeme === '' ? source.length : source.indexOf(lexeme, from);
    const start = found === -1 ? from : found;
    from = start + lexeme.length;
    return { start, end: from };
  });
}

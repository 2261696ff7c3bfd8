import { type CST, Lexer, Parser } from 'yaml';

/** The syntax tree of a text, or the offset at which it is beyond the limits. */
export type YamlTokens =
  | { readonly is: 'read'; readonly tokens: readonly CST.Token[] }
  | { readonly is: 'too-big'; readonly offset: number };

/** How far a text may go. */
export interface TokenLimits {
  /** Deepest nesting of collections. */
  readonly depth: number;
  /** Number of the smallest parts: keys, values, indicators, blanks, line breaks. */
  readonly lexemes: number;
}

/** The library's syntax tree. Stops at once where the text is too deep or too large. */
export function tokenizeYaml(text: string, limits: TokenLimits): YamlTokens {
  const parser = new Parser();
  const tokens: CST.Token[] = [];
  let lexemes = 0;
  for (const lexeme of new Lexer().lex(text)) {
    lexemes += 1;
    for (const token of parser.next(lexeme)) tokens.push(token);
    const isDeep = parser.stack.length > limits.depth + levelsAround;
    if (isDeep || lexemes > limits.lexemes) return { is: 'too-big', offset: parser.offset };
  }
  for (const token of parser.end()) tokens.push(token);
  return { is: 'read', tokens };
}

/** The parser's stack also holds the document and the scalar. */
const levelsAround = 2;

import { type ParsedScript, parse, type Statement } from 'unbash';

export type {
  AndOr,
  ArithmeticExpression,
  Assignment,
  Case,
  Command,
  CommandExpansionPart,
  CommandNode,
  CompoundList,
  DoubleQuotedChild,
  For,
  Function as FunctionNode,
  HereDoc,
  If,
  ParameterExpansionPart,
  ParameterOperation,
  ParsedScript,
  Pipeline,
  PipelineNode,
  Redirection,
  Statement,
  TestExpression,
  While,
  Word,
  WordPart,
} from 'unbash';

/** A piece of shell source as a tree. Offsets in it are half-open UTF-16 offsets in the parsed text. */
export interface ShellSyntax {
  readonly statements: readonly Statement[];
  /** What the parser could not make sense of; the tree then holds what it recovered. */
  readonly errors: readonly ShellSyntaxError[];
}

/** Something that is no shell, and the UTF-16 offset at which it shows. */
export interface ShellSyntaxError {
  /** The parser's words, such as "expected 'fi' to close 'if'". */
  readonly message: string;
  readonly offset: number;
}

/**
 * Parses shell text by bash's grammar. Never throws: broken text gives a partial tree and errors.
 * Errors inside command substitutions are those of their own scripts.
 */
export const parseShell = (text: string): ShellSyntax => shellSyntaxOf(parse(text));

/** A script inside the tree, such as that of a command substitution, in the same form. */
export const shellSyntaxOf = ({ commands, errors }: ParsedScript): ShellSyntax => ({
  statements: commands,
  errors: (errors ?? []).map(({ message, pos }) => ({ message, offset: pos })),
});

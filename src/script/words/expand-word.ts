import type { Span } from '../../source/source-file.ts';
import type { DoubleQuotedChild, Word, WordPart } from '../../syntax/shell.ts';
import { closed, concatAll, knownString, type OpenList, open, type Text } from '../../value/index.ts';
import { textOfLiteral } from '../code.ts';
import { freshHole, limits, placeOf, type Shell } from '../state/shell.ts';
import { changedValue } from '../state/shell-state.ts';
import { textOf } from '../state/variable-value.ts';
import { arithmeticText } from './arithmetic.ts';
import { braceWords } from './brace-words.ts';
import { expandParameter, expandVariable } from './expand-parameter.ts';
import { fieldsOf, joinPieces, type Piece } from './fields.ts';
import { patternSource, quotedPattern } from './pattern.ts';
import { commandOutput, runProcessSubstitution } from './substitution.ts';

/** The text of a word that stands for itself, as most do; `undefined` for one with quotes, expansions or patterns. */
export function plainWord({ frame: { code } }: Shell, word: Word): Text | undefined {
  if (word.parts !== undefined || code.holes.size > 0) return undefined;
  const { value } = word;
  if (value === '' || value.length > limits.length) return undefined;
  return { parts: [value], span: code.text.spanOf(word.pos, word.end) };
}

/** The words that a word of the script becomes as part of a command: braces, expansions and splitting done. */
export function expandFields(shell: Shell, word: Word): OpenList<Text> {
  const plain = plainWord(shell, word);
  if (plain !== undefined) return closed([plain]);
  const at = placeOf(shell, word);
  const separators = separatorsOf(shell, at);
  const words = braceWords(word);
  if (words === undefined) return fieldsOf(expandPieces(shell, word, false), separators, at);
  if (words === 'open') {
    const because = `\`${word.text}\` may be several words`;
    return open([expandText(shell, word)], { kind: 'expression', because, at });
  }
  return concatAll(words.map((parts) => fieldsOf(piecesOf(shell, parts, false), separators, at)));
}

/** The word as one text, as in an assignment or a redirection: nothing is split. */
export const expandText = (shell: Shell, word: Word): Text =>
  plainWord(shell, word) ?? joinPieces(expandPieces(shell, word, false), placeOf(shell, word));

/** The pieces of a word. In quotes the values of expansions stay together. */
export function expandPieces(shell: Shell, word: Word, isQuoted: boolean): readonly Piece[] {
  if (word.parts === undefined) return literalPieces(shell, word.value, placeOf(shell, word), isQuoted);
  return piecesOf(shell, word.parts, isQuoted);
}

/**
 * The pieces of the word in `${X:-word}` outside quotes. The shell splits what is written there like the value of `$X`, but
 * for what is quoted there.
 */
export function expandAlternative(shell: Shell, word: Word): readonly Piece[] {
  if (word.parts === undefined) return split(literalPieces(shell, word.value, placeOf(shell, word), false), word.text);
  return word.parts.flatMap((part) => {
    const pieces = partPieces(shell, part, false);
    return part.type === 'Literal' ? split(pieces, part.text) : pieces;
  });
}

/** Pieces to be split, unless a backslash in what is written keeps a blank in its word. */
const split = (pieces: readonly Piece[], written: string): readonly Piece[] =>
  pieces.map((piece) => (piece.is === 'whole' && !written.includes('\\') ? { is: 'split', text: piece.text } : piece));

/** The parts of the body of a heredoc as one text. */
export const expandParts = (shell: Shell, parts: readonly WordPart[], at: Span): Text =>
  joinPieces(piecesOf(shell, parts, true), at);

/** A word as a shell pattern in which quoted parts match only themselves; `undefined` if a value in it is not known. */
export function expandPattern(shell: Shell, word: Word): string | undefined {
  if (word.parts === undefined) return word.text;
  let pattern = '';
  for (const part of word.parts) {
    const value = knownString(joinPieces(piecesOf(shell, [part], false), placeOf(shell, part)));
    if (value === undefined) return undefined;
    pattern += isPattern(part) ? (part.type === 'Literal' ? part.text : value) : quotedPattern(value);
  }
  return patternSource(pattern) === undefined ? undefined : pattern;
}

/** Whether a word names files by a pattern, so that it stands for a list that is not known. */
export const isGlob = (word: Word): boolean =>
  word.parts?.some(({ type }) => type === 'Glob' || type === 'ExtendedGlob') ?? false;

const isPattern = ({ type }: WordPart): boolean =>
  ['Literal', 'Glob', 'ExtendedGlob', 'SimpleExpansion', 'ParameterExpansion', 'CommandExpansion'].includes(type);

const piecesOf = (shell: Shell, parts: readonly WordPart[], isQuoted: boolean): readonly Piece[] =>
  parts.flatMap((part) => partPieces(shell, part, isQuoted));

function partPieces(shell: Shell, part: WordPart, isQuoted: boolean): readonly Piece[] {
  const at = placeOf(shell, part);
  switch (part.type) {
    case 'Literal':
      return literalPieces(shell, part.value, at, isQuoted);
    case 'SingleQuoted':
    case 'AnsiCQuoted':
      return [{ is: 'whole', text: textOfLiteral(shell.frame.code, part.value, at) }];
    case 'DoubleQuoted':
    case 'LocaleString':
      return quotedPieces(shell, part.parts, at);
    case 'SimpleExpansion':
      return [expandVariable(shell, part.text.slice(1), at, isQuoted)];
    case 'ParameterExpansion':
      return expandParameter(shell, part, isQuoted);
    case 'CommandExpansion':
      return [value(commandOutput(shell, part), isQuoted)];
    case 'ArithmeticExpansion':
      return [value(arithmeticText(shell, part.expression, part.text, at), isQuoted)];
    case 'ProcessSubstitution':
      runProcessSubstitution(shell, part);
      return [value(freshHole(shell, part.text, `\`${part.text}\` is a pipe made at run time`, at), true)];
    case 'Glob':
    case 'ExtendedGlob':
    case 'BraceExpansion':
      return literalPieces(shell, part.text, at, isQuoted);
  }
}

const value = (text: Text, isQuoted: boolean): Piece => ({ is: isQuoted ? 'whole' : 'split', text });

/** Words of the script as they are; a template expression outside quotes may be several words. */
function literalPieces(shell: Shell, written: string, at: Span, isQuoted: boolean): readonly Piece[] {
  const text = textOfLiteral(shell.frame.code, written, at);
  if (shell.frame.code.holes.size === 0) return text.parts.length === 0 ? [] : [{ is: 'whole', text }];
  return text.parts.map((part) => value({ parts: [part], span: at }, isQuoted || typeof part === 'string'));
}

/** The inside of double quotes: a word even if it is empty, unless it is `"$@"` without parameters. */
function quotedPieces(shell: Shell, parts: readonly DoubleQuotedChild[], at: Span): readonly Piece[] {
  const pieces = piecesOf(shell, parts, true);
  const hasList = pieces.some(({ is }) => is === 'list');
  return hasList ? pieces : [{ is: 'whole', text: { parts: [], span: at } }, ...pieces];
}

/** The characters that end words in a value (IFS); unset they are blanks. */
export function separatorsOf(shell: Shell, at: Span): string {
  const changed = changedValue(shell.state, 'IFS');
  if (changed === undefined || changed.is === 'unset') return ' \t\n';
  return knownString(textOf(changed, at)) ?? ' \t\n';
}

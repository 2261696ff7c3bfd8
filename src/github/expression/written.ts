import type { EmbeddedText } from '../../source/embedded-text.ts';
import { joinTexts, literal, type Text } from '../../value/index.ts';
import { evaluateExpression } from './evaluate.ts';
import type { Contexts, GithubValue } from './github-value.ts';
import { type Piece, piecesOf } from './pieces.ts';
import { textOfValue } from './text-of-value.ts';

/**
 * The value of a text that may hold expressions: of any type if it is one expression and nothing else, not even a blank;
 * otherwise a string.
 */
export function valueOfWritten(text: EmbeddedText, contexts: Contexts): GithubValue {
  if (!text.text.includes('${{')) return { is: 'text', text: literal(text.text, text.span) };
  const pieces = piecesOf(text);
  const [first] = pieces;
  if (pieces.length === 1 && first?.is === 'expression' && first.isClosed)
    return evaluateExpression(first.source, contexts);
  const texts = pieces.map((piece) => textOfPiece(piece, contexts));
  return { is: 'text', text: joinTexts(texts, text.span) };
}

/** A text with its expressions replaced by their values, as GitHub writes them. */
export function textOfWritten(text: EmbeddedText, contexts: Contexts): Text {
  return textOfValue(valueOfWritten(text, contexts), text.span);
}

/** The text that GitHub puts in place of a piece. */
export function textOfPiece(piece: Piece, contexts: Contexts): Text {
  const { written } = piece;
  if (piece.is === 'literal') return literal(written.text, written.span);
  if (piece.isClosed) return textOfValue(evaluateExpression(piece.source, contexts), written.span);
  const because = 'nothing closes the `${{` of an expression';
  const symbol = `\${{@${written.span.file.path}:${written.span.start}`;
  return {
    parts: [{ symbol, shown: '${{', cause: { kind: 'syntax', because, at: written.span } }],
    span: written.span,
  };
}

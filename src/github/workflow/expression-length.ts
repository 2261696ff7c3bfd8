import type { Piece } from '../expression/pieces.ts';

/** How long an expression may be, in UTF-16 units. Source: github.com/actions/runner, `ExpressionConstants.cs`. */
export const longestExpression = 21_000;

/**
 * Whether a text of several pieces is too long for GitHub, which makes one expression of it: a call of `format`, with the text in
 * it and the expressions behind it.
 */
export function isTooLong(pieces: readonly Piece[]): boolean {
  if (pieces.length < 2) return false;
  let length = "format('')".length;
  let expressions = 0;
  for (const piece of pieces) {
    if (piece.is === 'literal') length += piece.written.text.length + doubledIn(piece.written.text);
    else length += `{${expressions++}}, `.length + piece.source.text.trim().length;
    if (length > longestExpression) return true;
  }
  return false;
}

/** How many characters `format` wants twice. */
const doubledIn = (text: string): number => text.match(/['{}]/g)?.length ?? 0;

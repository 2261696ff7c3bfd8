import type { EmbeddedText } from '../../source/embedded-text.ts';
import { onceFor } from '../../value/index.ts';

/** A run of text, or an expression in it. */
export type Piece =
  | { readonly is: 'literal'; readonly written: EmbeddedText }
  | {
      readonly is: 'expression';
      /** With `${{` and `}}`. */
      readonly written: EmbeddedText;
      /** Without them. */
      readonly source: EmbeddedText;
      /** An expression that nothing closes, for which GitHub refuses the file, reaches to the end. */
      readonly isClosed: boolean;
    };

/** More than the 21,000 characters have room for that GitHub takes of a text with expressions. */
const mostPieces = 10_000;

/**
 * The text cut into literals and expressions, in order; what follows the 10,000th stays one literal. `}}` inside of a string of an
 * expression does not end it.
 */
export const piecesOf: (written: EmbeddedText) => readonly Piece[] = onceFor((written) => {
  const { text } = written;
  const pieces: Piece[] = [];
  let from = 0;
  for (let start = text.indexOf('${{'); start !== -1; start = text.indexOf('${{', from)) {
    if (pieces.length >= mostPieces) break;
    if (start > from) pieces.push({ is: 'literal', written: written.slice(from, start) });
    const closing = closingOf(text, start + 3);
    const isClosed = closing !== -1;
    const end = isClosed ? closing + 2 : text.length;
    const source = written.slice(start + 3, isClosed ? closing : end);
    pieces.push({ is: 'expression', written: written.slice(start, end), source, isClosed });
    from = end;
  }
  if (from < text.length)
    pieces.push({ is: 'literal', written: from === 0 ? written : written.slice(from, text.length) });
  return pieces;
});

/** Offset of the `}}` that ends an expression; -1 if there is none. */
function closingOf(text: string, start: number): number {
  const part = /'[^']*'|\}\}|'/g;
  part.lastIndex = start;
  for (let match = part.exec(text); match !== null; match = part.exec(text)) {
    if (match[0] === '}}') return match.index;
    if (match[0] === "'") return -1;
  }
  return -1;
}

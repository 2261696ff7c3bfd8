import type { TextEdit } from '../source/text-edit.ts';

/** A part of an edited text: a range that is still as its author wrote it, or what an edit put in. */
type Piece =
  | { readonly is: 'kept'; readonly start: number; readonly end: number }
  | { readonly is: 'new'; readonly text: string };

/**
 * A text under repair: edits are given in offsets of its present state and can be told in those of the original, so
 * that the patches of one fix may build upon each other.
 */
export interface EditedText {
  readonly original: string;
  readonly pieces: readonly Piece[];
}

/** A text before any edit. */
export const unedited = (original: string): EditedText => ({
  original,
  pieces: [{ is: 'kept', start: 0, end: original.length }],
});

/** Whether the present text is the original. */
export function isUnedited({ original, pieces: [first, ...others] }: EditedText): boolean {
  return others.length === 0 && first?.is === 'kept' && first.start === 0 && first.end === original.length;
}

/** The present text. */
export const presentText = ({ original, pieces }: EditedText): string =>
  pieces.map((piece) => (piece.is === 'kept' ? original.slice(piece.start, piece.end) : piece.text)).join('');

const lengthOf = (piece: Piece): number => (piece.is === 'kept' ? piece.end - piece.start : piece.text.length);

/** The text after one more edit, whose offsets are those of the present text. */
export function withEdit({ original, pieces }: EditedText, { start, end, text }: TextEdit): EditedText {
  const changed: Piece[] = [];
  let at = 0;
  let isPut = false;
  const put = (): void => {
    if (!isPut && text !== '') changed.push({ is: 'new', text });
    isPut = true;
  };
  for (const piece of pieces) {
    const next = at + lengthOf(piece);
    if (at >= start) put();
    changed.push(...cut(piece, 0, Math.min(next, start) - at));
    if (next > start || (next === start && end === start && piece === pieces.at(-1))) put();
    changed.push(...cut(piece, Math.max(at, end) - at, next - at));
    at = next;
  }
  put();
  return { original, pieces: changed };
}

/** The part of a piece from one offset in it to another; nothing for an empty part. */
function cut(piece: Piece, from: number, to: number): readonly Piece[] {
  if (from >= to || from < 0) return [];
  if (piece.is === 'new') return [{ is: 'new', text: piece.text.slice(from, to) }];
  return [{ is: 'kept', start: piece.start + from, end: piece.start + to }];
}

/**
 * Where a range of the original is now; `undefined` if an edit took its beginning or end away. Text that was put in at
 * its edge is no part of it, and an empty range is behind what was put in there.
 */
export function presentRange(
  { original, pieces }: EditedText,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } | undefined {
  let at = 0;
  let from: number | undefined;
  let to: number | undefined;
  for (const piece of pieces) {
    const next = at + lengthOf(piece);
    if (piece.is === 'kept') {
      if (piece.start <= start && start < piece.end) from ??= at + start - piece.start;
      if (piece.start < end && end <= piece.end) to ??= at + end - piece.start;
    }
    at = next;
  }
  if (start === original.length) from ??= at;
  if (start === end) to = from;
  return from === undefined || to === undefined || to < from ? undefined : { start: from, end: to };
}

/** All edits so far as edits of the original, in order. */
export function editsOf({ original, pieces }: EditedText): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let from = 0;
  let text = '';
  const end: Piece = { is: 'kept', start: original.length, end: original.length };
  for (const piece of [...pieces, end]) {
    if (piece.is === 'new') {
      text += piece.text;
      continue;
    }
    if (piece.start > from || text !== '') edits.push({ start: from, end: piece.start, text });
    from = piece.end;
    text = '';
  }
  return edits;
}

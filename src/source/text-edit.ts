/** A change of a text: the half-open range `[start, end)` of UTF-16 offsets is replaced; an empty range inserts. */
export interface TextEdit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** The text after edits that stand in order and do not overlap. Throws an `Error` for edits that do. */
export function applyEdits(text: string, edits: readonly TextEdit[]): string {
  let result = '';
  let from = 0;
  for (const edit of edits) {
    if (edit.start < from || edit.end < edit.start) throw new Error('text edits overlap');
    result += text.slice(from, edit.start) + edit.text;
    from = edit.end;
  }
  return result + text.slice(from);
}

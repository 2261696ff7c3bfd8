/** How far a text is read, and what is known of the place behind the last value. */
export interface Cursor {
  readonly text: string;
  /** Offset of the next character. */
  at: number;
  /** Indentation of the content at `at`, where that was looked for; -1 at the end of the text. */
  column: number;
  /** End of the last value with all that belongs to it: the rest of its line, deeper comments below. */
  full: number;
  /** Indentation of the deepest comment since the last value that does not belong to it; -1 without one. */
  comment: number;
}

/** What a pattern, which is sticky, matches at the cursor; the cursor goes behind it. */
export function take(cursor: Cursor, pattern: RegExp): string | undefined {
  pattern.lastIndex = cursor.at;
  if (!pattern.test(cursor.text)) return undefined;
  const from = cursor.at;
  cursor.at = pattern.lastIndex;
  return cursor.text.slice(from, cursor.at);
}

/** Whether a pattern, which is sticky, matches at the cursor; if so, the cursor goes behind it. */
export function skip(cursor: Cursor, pattern: RegExp): boolean {
  pattern.lastIndex = cursor.at;
  if (!pattern.test(cursor.text)) return false;
  cursor.at = pattern.lastIndex;
  return true;
}

/**
 * Index behind the reference `$(…)`, `${…}` or `$x` that begins at `dollar`; the end of the text where it is not
 * closed. Source: GNU make 4.3 src/variable.c, only brackets of the kind that opened it count.
 */
export function endOfReference(text: string, dollar: number): number {
  const open = text.charAt(dollar + 1);
  if (open !== '(' && open !== '{') return Math.min(dollar + 2, text.length);
  const close = open === '(' ? ')' : '}';
  let depth = 0;
  for (let at = dollar + 1; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === open) depth += 1;
    else if (char === close) {
      depth -= 1;
      if (depth === 0) return at + 1;
    }
  }
  return text.length;
}

/** Whether the reference that begins at `dollar` has its closing bracket. */
export function isClosedReference(text: string, dollar: number): boolean {
  const open = text.charAt(dollar + 1);
  if (open !== '(' && open !== '{') return true;
  const end = endOfReference(text, dollar);
  return end > dollar + 2 && text.charAt(end - 1) === (open === '(' ? ')' : '}');
}

/**
 * Index of the first of the characters `wanted` that stands outside of references and behind no backslash;
 * -1 if there is none.
 */
export function findOutside(text: string, wanted: string, from = 0): number {
  for (let at = from; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (wanted.includes(char) && !isEscaped(text, at)) return at;
    if (char === '$') at = endOfReference(text, at) - 1;
  }
  return -1;
}

/** Whether an odd number of backslashes stands in front of `at`. */
export function isEscaped(text: string, at: number): boolean {
  let count = 0;
  while (text.charAt(at - 1 - count) === '\\') count += 1;
  return count % 2 === 1;
}

/** The words of a text, cut at blanks. */
export function wordsOf(text: string): readonly string[] {
  const trimmed = text.trim();
  return trimmed === '' ? [] : trimmed.split(/\s+/);
}

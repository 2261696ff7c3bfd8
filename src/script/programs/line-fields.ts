/**
 * The fields into which `read` cuts a line for so many variables, of which the last one gets all that is left; for no count, all fields.
 * `undefined` for a line that ends with a separator other than a blank, which shells treat differently.
 *
 * Source: POSIX.1-2024, Shell & Utilities, `read` and 2.6.5 Field Splitting.
 */
export function lineFields(
  line: string,
  separators: string,
  count = Number.POSITIVE_INFINITY,
): readonly string[] | undefined {
  const blanks = Array.from(separators).filter((char) => ' \t\n'.includes(char));
  const others = Array.from(separators).filter((char) => !blanks.includes(char));
  if (others.some((char) => line.endsWith(char))) return undefined;
  const fields: string[] = [];
  let rest = withoutEnds(line, blanks);
  while (fields.length < count - 1 && rest !== '') {
    const [field, behind] = firstField(rest, blanks, others);
    fields.push(field);
    rest = behind;
  }
  return count === Number.POSITIVE_INFINITY ? fields : [...fields, rest];
}

/** The text up to a separator and the text behind it: blanks, with one other separator among them. */
function firstField(text: string, blanks: readonly string[], others: readonly string[]): readonly [string, string] {
  const isOf = (chars: readonly string[], at: number): boolean => chars.includes(text[at] ?? '');
  let end = 0;
  while (end < text.length && !isOf(blanks, end) && !isOf(others, end)) end += 1;
  let next = end;
  while (isOf(blanks, next)) next += 1;
  if (isOf(others, next)) next += 1;
  while (isOf(blanks, next)) next += 1;
  return [text.slice(0, end), text.slice(next)];
}

function withoutEnds(line: string, blanks: readonly string[]): string {
  const chars = Array.from(line);
  const start = chars.findIndex((char) => !blanks.includes(char));
  const end = chars.findLastIndex((char) => !blanks.includes(char));
  return start === -1 ? '' : chars.slice(start, end + 1).join('');
}

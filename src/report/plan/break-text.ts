import { characterWidth, displayWidth } from '../display-width.ts';

/** A text in pieces of at most `width` columns, broken behind signs that stand between words if there are any. */
export function breakText(text: string, width: number): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (displayWidth(rest) > width) {
    const head = headOf(rest, width);
    const sign = Math.max(...[' ', '/', ':', '-', '_', ',', '@'].map((each) => head.lastIndexOf(each)));
    const end = sign > head.length / 3 ? sign + 1 : head.length;
    pieces.push(rest.slice(0, end).trimEnd());
    rest = rest.slice(end);
  }
  return [...pieces, rest];
}

/** The longest head of at most `width` columns; at least one character. */
function headOf(text: string, width: number): string {
  let taken = 0;
  let end = 0;
  for (const character of text) {
    taken += characterWidth(character);
    if (taken > width && end > 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

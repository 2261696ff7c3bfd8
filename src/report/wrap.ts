import { displayWidth } from './display-width.ts';

/**
 * The text in lines of at most `width` columns, broken at blanks; a word that is longer stays whole. `first` columns
 * of the first line are already taken.
 */
export function wrap(text: string, width: number, first = 0): readonly string[] {
  const lines: string[] = [];
  let line = '';
  let taken = first;
  for (const word of text.split(' ')) {
    const size = displayWidth(word);
    const isFirst = line === '' && lines.length === 0;
    if (line !== '' && taken + 1 + size > width) {
      lines.push(line);
      line = word;
      taken = size;
      continue;
    }
    line = line === '' ? word : `${line} ${word}`;
    taken += size + (isFirst || line === word ? 0 : 1);
  }
  return [...lines, line];
}

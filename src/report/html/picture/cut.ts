import { displayWidth } from '../../display-width.ts';

/** A text cut to some columns of a monospaced font: the middle goes, because names differ at their ends. */
export function cutTo(text: string, width: number): string {
  const shown = text.slice(0, longest);
  if (text.length <= longest && displayWidth(shown) <= width) return text;
  const characters = [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(shown)].map(
    ({ segment }) => segment,
  );
  const tail = fitting(
    [...new Intl.Segmenter(undefined, { granularity: 'grapheme' }).segment(text.slice(-longest))]
      .map(({ segment }) => segment)
      .toReversed(),
    Math.floor((width - 1) / 2),
  );
  const head = fitting(characters, width - 1 - displayWidth(tail.join('')));
  return `${head.join('')}…${tail.toReversed().join('')}`;
}

/** More of a text is not looked at. */
const longest = 300;

function fitting(characters: readonly string[], width: number): readonly string[] {
  let taken = 0;
  const end = characters.findIndex((character) => {
    taken += displayWidth(character);
    return taken > width;
  });
  return end === -1 ? characters : characters.slice(0, end);
}

import { type Span, sourceText } from '../../source/source-file.ts';
import { knownString, splitText, type Text } from '../../value/index.ts';

/**
 * The items of a comma-separated value, each with its own place where the source spells the list as it is, otherwise
 * with the place of the whole. Empty items are left out.
 *
 * Source: pflag StringSlice, urfave/cli StringSlice.
 */
export function listItems(value: Text): readonly Text[] {
  const items = splitText(value, ',');
  const places = placesOf(value.span, items.length);
  return items
    .map((item, index): Text => ({ ...item, span: places[index] ?? value.span }))
    .filter((item) => knownString(item) !== '');
}

/** The places between the commas of the source; none if their number does not fit. */
function placesOf(span: Span, count: number): readonly Span[] {
  const source = sourceText(span);
  const pieces = source.split(',');
  if (pieces.length !== count) return [];
  const places: Span[] = [];
  let at = span.start;
  for (const piece of pieces) {
    const word = piece.replace(/^["'\s]+|["'\s]+$/g, '');
    const start = at + piece.indexOf(word);
    places.push(span.file.span(start, start + word.length));
    at += piece.length + 1;
  }
  return places;
}

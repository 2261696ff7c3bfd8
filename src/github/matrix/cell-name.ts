import { knownString, showText, type Text } from '../../value/index.ts';
import { textOfValue } from '../expression/text-of-value.ts';
import type { MatrixCell } from './matrix-cell.ts';
import { entriesOf, itemsOf, type PlacedValue } from './placed-value.ts';

/** Longest name that GitHub gives a job. */
const longestName = 100;

/** Longest part of it that a value takes which is not all known. */
const longestValue = 40;

/**
 * The name of a job whose own name holds no expression: `build (linux/arm64, alpine)`. GitHub cuts names of more than 100
 * characters; of one with values that are not known only long values are cut, so that names differ.
 * Source: github.com/actions/runner, src/Sdk/WorkflowParser/Conversion/JobNameBuilder.cs.
 */
export function matrixJobName(job: string, { display }: Pick<MatrixCell, 'display'>): string {
  const name = oneLine(display.length === 0 ? job : `${job} (${display.map(shownValue).join(', ')})`);
  const isKnown = display.every((text) => knownString(text) !== undefined);
  return isKnown && name.length > longestName ? `${name.slice(0, longestName - 3)}...` : name;
}

/** A name without the line breaks of texts in it. */
export const oneLine = (name: string): string => name.replaceAll(/\s+/g, ' ').trim();

function shownValue(text: Text): string {
  const known = knownString(text);
  if (known !== undefined) return known;
  const shown = oneLine(showText(text));
  return shown.length > longestValue ? `${shown.slice(0, longestValue - 1)}…` : shown;
}

/** The scalars of some values, those inside objects and lists too, without what is null or empty. */
export const shownValues = (values: readonly PlacedValue[]): readonly Text[] => values.flatMap(scalarsIn);

function scalarsIn(placed: PlacedValue): readonly Text[] {
  const { value, span } = placed;
  if (value.is === 'object') return entriesOf(placed).flatMap(scalarsIn);
  if (value.is === 'array') return itemsOf(placed).flatMap(scalarsIn);
  const text = textOfValue(value, span);
  return knownString(text) === '' ? [] : [text];
}

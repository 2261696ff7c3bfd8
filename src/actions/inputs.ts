import type { ActionInput, ActionUse } from '../model/index.ts';
import type { Span } from '../source/source-file.ts';
import {
  type Cause,
  causesIn,
  closed,
  type Field,
  joinTexts,
  known,
  knownString,
  literal,
  type OpenList,
  set,
  type Text,
  type Truth,
  unknown,
  unset,
} from '../value/index.ts';
import { csvRecords, isBlank, trimText } from './csv-records.ts';
import { placedFields, unquoted } from './item-places.ts';

/** An input without the white space around it; unset where it is not written, or empty. */
export function inputOf(use: ActionUse, name: string): Field<Text> {
  const input = writtenInput(use, name);
  return input === undefined ? unset : set({ ...trimText(input.value), span: unquoted(input.span) });
}

function writtenInput({ inputs }: ActionUse, name: string): ActionInput | undefined {
  const input = inputs.get(name);
  return input === undefined || isBlank(input.value) ? undefined : input;
}

/** An input, or what stands for it where it is not written or empty: a word of the action itself. */
export function inputOr(use: ActionUse, name: string, otherwise: string): Text {
  const input = inputOf(use, name);
  return input.is === 'set' ? input.value : literal(otherwise, use.span);
}

/** The input as a known string; `undefined` where it is not written, is empty, or has holes. */
export function inputString(use: ActionUse, name: string): string | undefined {
  const input = inputOf(use, name);
  return input.is === 'set' ? knownString(input.value) : undefined;
}

/**
 * Whether a boolean input is on; `byDefault` where it is not written. What is no boolean of YAML ends the action: "no".
 *
 * Source: actions/toolkit packages/core getBooleanInput.
 */
export function isInputOn(use: ActionUse, name: string, byDefault = false): Truth {
  const input = inputOf(use, name);
  if (input.is !== 'set') return known(byDefault);
  const written = knownString(input.value);
  return written === undefined ? unknown(...causesIn(input.value)) : known(/^(?:true|True|TRUE)$/.test(written));
}

/** The lines of a value that hold something; open to lines inside of a hole that is a whole line. */
export function linesOf(value: Field<Text>): OpenList<Text> {
  if (value.is === 'unset') return closed([]);
  if (value.is === 'unknown') return { items: [], openTo: value.causes };
  const records = csvRecords(value.value, false);
  const items = placedFields(records, value.value.span).flatMap(rejoined).map(trimText);
  return { items, openTo: items.flatMap(hidingMore) };
}

/** Why an item may be several, or none: it is nothing but a hole. */
const hidingMore = (item: Text): readonly Cause[] => {
  const [first, ...others] = item.parts;
  return others.length === 0 && typeof first === 'object' ? [first.cause] : [];
};

/** How a list is written in an input. */
export interface ListStyle {
  /** Whether commas part items as line breaks do. */
  readonly commas: boolean;
  /** Whether double quotes hold an item together, and are no part of it; on by default. */
  readonly quote?: boolean;
}

/**
 * The items of a list, each at its own place as far as it can be told; none where the input is not written. An item that is
 * nothing but a hole may stand for several items, or for none.
 *
 * Source: docker/actions-toolkit src/util.ts getInputList.
 */
export function inputList(use: ActionUse, name: string, { commas, quote = true }: ListStyle): readonly Text[] {
  const input = writtenInput(use, name);
  if (input === undefined) return [];
  const value = { ...input.value, span: input.span };
  return placedFields(csvRecords(value, quote), input.span)
    .flatMap((fields) => (commas ? fields : rejoined(fields)))
    .map(trimText)
    .filter((item) => !isBlank(item));
}

/** The fields of a line as one item, the commas put back. */
function rejoined(fields: readonly Text[]): readonly Text[] {
  const item = joined(fields, ',');
  return item === undefined ? [] : [item];
}

/** Texts as one, `separator` between them; `undefined` for none. Its place reaches from the first to the last. */
export function joined(texts: readonly Text[], separator: string): Text | undefined {
  const [first, ...others] = texts;
  if (first === undefined) return undefined;
  const end = texts.at(-1)?.span.end ?? first.span.end;
  const span = first.span.file.span(first.span.start, Math.max(end, first.span.end));
  return joinTexts([first, ...others.flatMap((text) => [literal(separator, span), text])], span);
}

/** Where an input is written, its key included; the place of the action where it is not. */
export function placeOf(use: ActionUse, name: string): Span {
  const input = writtenInput(use, name);
  return input === undefined ? use.span : input.key.file.span(input.key.start, unquoted(input.span).end);
}

import type { ActionInput, ActionUse } from '../model/index.ts';
import type { Span } from '../source/source-file.ts';
import { causesIn, joinTexts, known, knownString, literal, type Text, type Truth, unknown } from '../value/index.ts';
import { csvRecords, isBlank, trimText } from './csv-records.ts';
import { placedFields, unquoted } from './item-places.ts';

/** An input that is written and is not empty; `undefined` otherwise. */
export function inputOf({ inputs }: ActionUse, name: string): ActionInput | undefined {
  const input = inputs.get(name);
  return input === undefined || isBlank(input.value) ? undefined : input;
}

/** An input without the white space around it; `undefined` where it is not written, or empty. */
export function inputText(use: ActionUse, name: string): Text | undefined {
  const input = inputOf(use, name);
  return input && { ...trimText(input.value), span: unquoted(input.span) };
}

/** An input, or what stands for it where it is not written or empty: a word of the action itself. */
export const inputOr = (use: ActionUse, name: string, otherwise: string): Text =>
  inputText(use, name) ?? literal(otherwise, use.span);

/**
 * Whether a boolean input is on; `byDefault` where it is not written. What is no boolean of YAML ends the action: "no".
 *
 * Source: actions/toolkit packages/core getBooleanInput.
 */
export function inputTruth(use: ActionUse, name: string, byDefault: boolean): Truth {
  const text = inputText(use, name);
  if (text === undefined) return known(byDefault);
  const written = knownString(text);
  return written === undefined ? unknown(...causesIn(text)) : known(/^(?:true|True|TRUE)$/.test(written));
}

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
  const input = inputOf(use, name);
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
  const input = inputOf(use, name);
  return input === undefined ? use.span : input.key.file.span(input.key.start, unquoted(input.span).end);
}

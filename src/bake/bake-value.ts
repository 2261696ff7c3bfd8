import { symbolOf } from '../script/state/symbols.ts';
import type { Span } from '../source/source-file.ts';
import {
  type Cause,
  distinctCauses,
  type Hole,
  knownString,
  literal,
  onceFor,
  type Text,
  textKey,
} from '../value/index.ts';
import { holesOf } from '../value/text.ts';

/** A value of a bake file, as far as it is known before the command runs. */
export type BakeValue =
  | { readonly kind: 'text'; readonly text: Text }
  | { readonly kind: 'number'; readonly value: number; readonly span: Span }
  | { readonly kind: 'boolean'; readonly value: boolean; readonly span: Span }
  | { readonly kind: 'null'; readonly span: Span }
  | BakeList
  | BakeObject
  /** A value of a type that is not known either. */
  | { readonly kind: 'unknown'; readonly hole: Hole; readonly span: Span };

/** A list; open where it may hold more. */
export interface BakeList {
  readonly kind: 'list';
  readonly items: readonly BakeValue[];
  readonly openTo: readonly Cause[];
  readonly span: Span;
}

/** An object or a map; open where it may hold more. */
export interface BakeObject {
  readonly kind: 'object';
  readonly entries: ReadonlyMap<string, BakeValue>;
  readonly openTo: readonly Cause[];
  readonly span: Span;
}

/** A text value that is known in full. */
export const textValue = (value: string, span: Span): BakeValue => ({ kind: 'text', text: literal(value, span) });
/** A number. */
export const numberValue = (value: number, span: Span): BakeValue => ({ kind: 'number', value, span });
/** A boolean. */
export const booleanValue = (value: boolean, span: Span): BakeValue => ({ kind: 'boolean', value, span });
/** A list that holds these and no more. */
export const listValue = (items: readonly BakeValue[], span: Span): BakeList => ({
  kind: 'list',
  items,
  openTo: [],
  span,
});
/** An object that holds these entries and no more. */
export const objectValue = (entries: ReadonlyMap<string, BakeValue>, span: Span): BakeObject => ({
  kind: 'object',
  entries,
  openTo: [],
  span,
});

/** Where a value is written. */
export const spanOf = (value: BakeValue): Span => (value.kind === 'text' ? value.text.span : value.span);

/** The value as written elsewhere: a reference stands where it is used. Items of lists and objects keep their places. */
export const placedAt = (value: BakeValue, span: Span): BakeValue =>
  value.kind === 'text' ? { kind: 'text', text: { ...value.text, span } } : { ...value, span };

/**
 * The value as a text; `undefined` for a list, an object and null, which are none.
 *
 * Source: github.com/zclconf/go-cty cty/convert, primitive types.
 */
export function textOf(value: BakeValue): Text | undefined {
  switch (value.kind) {
    case 'text':
      return value.text;
    case 'number':
    case 'boolean':
      return literal(String(value.value), value.span);
    case 'unknown':
      return { parts: [value.hole], span: value.span };
    default:
      return undefined;
  }
}

/** The string that a value is, where it is known in full. */
export function stringOf(value: BakeValue | undefined): string | undefined {
  const text = value === undefined ? undefined : textOf(value);
  return text === undefined ? undefined : knownString(text);
}

/** The truth of a value where it is known; the texts `true` and `false` count. */
export function booleanOf(value: BakeValue): boolean | undefined {
  if (value.kind === 'boolean') return value.value;
  const written = value.kind === 'text' ? knownString(value.text) : undefined;
  return written === 'true' ? true : written === 'false' ? false : undefined;
}

/** The number that a value is, where it is known; a text in the form of a number counts. */
export function numberOf(value: BakeValue): number | undefined {
  if (value.kind === 'number') return value.value;
  const written = value.kind === 'text' ? knownString(value.text) : undefined;
  return written !== undefined && /^-?\d+(?:\.\d+)?$/.test(written) ? Number(written) : undefined;
}

/** Whether nothing in a value is hidden. */
export const isKnown = onceFor((value: BakeValue): boolean => {
  switch (value.kind) {
    case 'text':
      return holesOf(value.text).length === 0;
    case 'list':
      return value.openTo.length === 0 && value.items.every(isKnown);
    case 'object':
      return value.openTo.length === 0 && [...value.entries.values()].every(isKnown);
    default:
      return value.kind !== 'unknown';
  }
});

/** What hides a value or a part of it. */
export const causesOf = onceFor((value: BakeValue): readonly Cause[] => {
  switch (value.kind) {
    case 'text':
      return holesOf(value.text).map(({ cause }) => cause);
    case 'unknown':
      return [value.hole.cause];
    case 'list':
      return distinctCauses([...value.openTo, ...value.items.flatMap(causesOf)]);
    case 'object':
      return distinctCauses([...value.openTo, ...[...value.entries.values()].flatMap(causesOf)]);
    default:
      return [];
  }
});

/** One key for all values that are certainly equal. Different keys of known values mean different values. */
export const valueKey = onceFor((value: BakeValue): string => {
  switch (value.kind) {
    case 'text':
      return `t${textKey(value.text)}`;
    case 'number':
    case 'boolean':
      return `${value.kind.charAt(0)}${String(value.value)}`;
    case 'null':
      return '-';
    case 'unknown':
      return `?${value.hole.symbol}`;
    case 'list':
      return symbolOf('list', ...value.items.map(valueKey), ...value.openTo.map(causeKey));
    case 'object': {
      const entries = [...value.entries].sort(([a], [b]) => (a < b ? -1 : 1));
      return symbolOf(
        'object',
        ...entries.map(([key, item]) => `${key}=${valueKey(item)}`),
        ...value.openTo.map(causeKey),
      );
    }
  }
});

const causeKey = ({ at, because }: Cause): string => `?${at.file.path}:${String(at.start)}:${because}`;

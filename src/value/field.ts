import type { Cause } from './cause.ts';
import { type Truth, unknown } from './truth.ts';

/** An optional key: written, certainly not written, or hidden from us. Never `undefined` for "don't know". */
export type Field<T> =
  | { readonly is: 'set'; readonly value: T }
  | { readonly is: 'unset' }
  | { readonly is: 'unknown'; readonly causes: readonly Cause[] };

/** A field that is set. */
export const set = <T>(value: T): Field<T> => ({ is: 'set', value });
/** A field that certainly is not set. */
export const unset: Field<never> = { is: 'unset' };
/** A field of which nobody knows, and why. */
export const hidden = (...causes: readonly Cause[]): Field<never> => ({ is: 'unknown', causes });

/** Applies `claim` to a set field; `whenUnset` says what the absence means. */
export function holds<T>(field: Field<T>, whenUnset: Truth, claim: (value: T) => Truth): Truth {
  if (field.is === 'unknown') return unknown(...field.causes);
  return field.is === 'set' ? claim(field.value) : whenUnset;
}

/** The field with its value changed; absence and doubt stay what they are. */
export const mapField = <T, U>(field: Field<T>, change: (value: T) => U): Field<U> =>
  field.is === 'set' ? set(change(field.value)) : field;

/** The first field unless it is certainly not written; then the second. */
export const orElse = <T>(first: Field<T>, second: Field<T>): Field<T> => (first.is === 'unset' ? second : first);

/** A filter of jq, as far as such filters are followed. */
export type JqFilter =
  | { readonly kind: 'input' }
  | { readonly kind: 'literal'; readonly value: JqValue }
  /** A string with filters in it: `"-t \(.)"`. */
  | { readonly kind: 'format'; readonly pieces: readonly (string | JqFilter)[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'index'; readonly of: JqFilter; readonly key: string | number }
  /** `.[]`. */
  | { readonly kind: 'each'; readonly of: JqFilter }
  /** `[ … ]`; without a filter the empty array. */
  | { readonly kind: 'array'; readonly items: JqFilter | undefined }
  | {
      readonly kind: 'pipe' | 'comma' | 'add' | 'alternative' | 'equal' | 'unequal';
      readonly left: JqFilter;
      readonly right: JqFilter;
    }
  | { readonly kind: 'call'; readonly name: string; readonly args: readonly JqFilter[] };

/** A JSON value. Its strings may hold private characters that stand for unknown values. */
export type JqValue = null | boolean | number | string | readonly JqValue[] | { readonly [name: string]: JqValue };

/** Whether a string holds a private character. */
export const holdsUnknown = (value: JqValue): boolean => typeof value === 'string' && /[\uE000-\uF8FF]/.test(value);

/** Whether a value is an array. */
export const isList = (value: JqValue): value is readonly JqValue[] => Array.isArray(value);

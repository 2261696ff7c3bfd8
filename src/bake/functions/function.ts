import type { Span } from '../../source/source-file.ts';
import { type BakeValue, booleanValue, numberOf, numberValue, stringOf, textValue } from '../bake-value.ts';

/** Computes a function of buildx's library; `undefined` where its arguments are hidden, or no such arguments work. */
export type BakeFunction = (args: readonly BakeValue[], span: Span) => BakeValue | undefined;

/** Functions by name. */
export type FunctionTable = readonly (readonly [string, BakeFunction])[];

/** Functions that give another value at every call. */
export const freshFunctions: ReadonlySet<string> = new Set(['timestamp', 'uuidv4', 'bcrypt']);

/** A function of strings, for strings that are known. */
export const ofStrings =
  (compute: (...args: readonly string[]) => string | undefined): BakeFunction =>
  (args, span) => {
    const strings = args.map(stringOf);
    if (!strings.every((one) => one !== undefined)) return undefined;
    const value = compute(...strings);
    return value === undefined ? undefined : textValue(value, span);
  };

/** A function of numbers, for numbers that are known. */
export const ofNumbers =
  (compute: (...args: readonly number[]) => number | boolean): BakeFunction =>
  (args, span) => {
    const numbers = args.map(numberOf);
    if (!numbers.every((one) => one !== undefined)) return undefined;
    const value = compute(...numbers);
    if (typeof value === 'boolean') return booleanValue(value, span);
    return Number.isFinite(value) ? numberValue(value, span) : undefined;
  };

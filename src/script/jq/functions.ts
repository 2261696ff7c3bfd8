import { holdsUnknown, isList, type JqValue } from './filter.ts';

/** Runs the argument of a function on a value. */
type Argument = (value: JqValue) => readonly JqValue[] | undefined;
/** What a function makes of its input; `undefined` where that is not followed. */
type JqFunction = (input: JqValue, argument: Argument) => readonly JqValue[] | undefined;

/** The functions that are followed. Source: jqlang.org/manual (builtin operators and functions). */
export const functions: Readonly<Record<string, JqFunction>> = {
  map: (input, argument) => {
    const outputs = isList(input) ? input.map((item) => argument(item)) : undefined;
    const known = outputs?.filter((output) => output !== undefined);
    return outputs === undefined || known?.length !== outputs.length ? undefined : [known.flat()];
  },
  join: (input, argument) => {
    const separator = only(argument(input));
    const words = isList(input) ? input.map(wordOf) : undefined;
    const known = words?.filter((word) => word !== undefined);
    if (typeof separator !== 'string' || words === undefined || known?.length !== words.length) return undefined;
    return [known.join(separator)];
  },
  select: (input, argument) => {
    const holds = only(argument(input));
    if (holds === undefined) return undefined;
    return holds === null || holds === false ? [] : [input];
  },
  startswith: (input, argument) => compare(input, argument, 'startsWith'),
  endswith: (input, argument) => compare(input, argument, 'endsWith'),
  contains: (input, argument) => compare(input, argument, 'includes'),
  ltrimstr: (input, argument) => {
    const part = only(argument(input));
    if (typeof input !== 'string' || typeof part !== 'string') return [input];
    if (input.startsWith(part)) return [input.slice(part.length)];
    return isDecided(input, part) ? [input] : undefined;
  },
  split: (input, argument) => {
    const separator = only(argument(input));
    if (typeof input !== 'string' || typeof separator !== 'string' || holdsUnknown(input)) return undefined;
    // Of an empty text jq makes no items.
    return [input === '' ? [] : input.split(separator)];
  },
  not: (input) => [input === null || input === false],
  length: (input) => (isList(input) ? [input.length] : undefined),
  first: (input) => (isList(input) ? [input[0] ?? null] : undefined),
  last: (input) => (isList(input) ? [input.at(-1) ?? null] : undefined),
  tostring: (input) => (typeof input === 'string' ? [input] : written(input)),
  tojson: (input) => written(input),
  keys: (input) => (isObject(input) ? [Object.keys(input).toSorted()] : undefined),
  to_entries: (input) =>
    isObject(input) ? [Object.entries(input).map(([key, value]) => ({ key, value }))] : undefined,
  empty: () => [],
};

/** Those that take an argument; `first(f)` is another function than `first`. */
export const takingArgument: ReadonlySet<string> = new Set([
  ...['map', 'join', 'select', 'startswith', 'endswith', 'contains', 'ltrimstr', 'split'],
]);

const isObject = (value: JqValue): value is { readonly [name: string]: JqValue } =>
  typeof value === 'object' && value !== null && !isList(value);

/** The one value that an argument gives. */
const only = (values: readonly JqValue[] | undefined): JqValue | undefined =>
  values?.length === 1 ? values[0] : undefined;

/** A value as JSON; `undefined` with numbers so large that versions of jq write them differently. */
const written = (value: JqValue): readonly JqValue[] | undefined => {
  const text = JSON.stringify(value);
  return /\d{17}|\de[+-]?\d/.test(text) ? undefined : [text];
};

/** An item as `join` writes it. */
function wordOf(item: JqValue): string | undefined {
  if (item === null) return '';
  if (typeof item === 'number' && written(item) === undefined) return undefined;
  if (typeof item === 'string') return item;
  return typeof item === 'object' ? undefined : String(item);
}

/** A question about two strings: "yes" stays so whatever an unknown part holds, "no" only where it is far enough away. */
function compare(
  input: JqValue,
  argument: Argument,
  question: 'startsWith' | 'endsWith' | 'includes',
): readonly JqValue[] | undefined {
  const part = only(argument(input));
  if (typeof input !== 'string' || typeof part !== 'string' || holdsUnknown(part)) return undefined;
  if (input[question](part)) return [true];
  const isNo = question === 'startsWith' ? isDecided(input, part) : !holdsUnknown(input);
  return isNo ? [false] : undefined;
}

/** Whether a text certainly does not begin with a part: what is known of it differs before anything unknown comes. */
function isDecided(text: string, part: string): boolean {
  const at = text.search(/[\uE000-\uF8FF]/);
  return at === -1 || (at > 0 && !part.startsWith(text.slice(0, Math.min(at, part.length))));
}

import { holdsUnknown, isList, type JqFilter, type JqValue } from './filter.ts';
import { functions, takingArgument } from './functions.ts';

/** The values of a run: `$name`. */
export type JqVariables = ReadonlyMap<string, JqValue>;

/** More values, or longer strings, are not followed. */
const most = { values: 2_000, length: 100_000 } as const;

/** What a filter makes of a value, in order; `undefined` where that is not followed, or an error. */
export function runJq(filter: JqFilter, input: JqValue, variables: JqVariables): readonly JqValue[] | undefined {
  const outputs = outputsOf(filter, input, variables);
  const isShort = outputs?.every((value) => typeof value !== 'string' || value.length <= most.length);
  return isShort === true && outputs !== undefined && outputs.length <= most.values ? outputs : undefined;
}

function outputsOf(filter: JqFilter, input: JqValue, variables: JqVariables): readonly JqValue[] | undefined {
  switch (filter.kind) {
    case 'input':
      return [input];
    case 'literal':
      return [filter.value];
    case 'variable':
      return one(variables.get(filter.name));
    case 'format':
      return formatted(filter.pieces, input, variables);
    case 'index':
      return forEach(runJq(filter.of, input, variables), (value) => one(indexed(value, filter.key)));
    case 'each':
      return forEach(runJq(filter.of, input, variables), valuesOf);
    case 'array': {
      const items = filter.items === undefined ? [] : runJq(filter.items, input, variables);
      return items && [items];
    }
    case 'call':
      return called(filter, input, variables);
    case 'pipe':
      return forEach(runJq(filter.left, input, variables), (value) => runJq(filter.right, value, variables));
    case 'comma': {
      const [left, right] = bothOf(filter, input, variables);
      return left && right && [...left, ...right];
    }
    default:
      return combined(filter, input, variables);
  }
}

const one = (value: JqValue | undefined): readonly JqValue[] | undefined => (value === undefined ? undefined : [value]);

function forEach(
  values: readonly JqValue[] | undefined,
  change: (value: JqValue) => readonly JqValue[] | undefined,
): readonly JqValue[] | undefined {
  const found: JqValue[] = [];
  for (const value of values ?? []) {
    const outputs = change(value);
    if (outputs === undefined) return undefined;
    for (const output of outputs) found.push(output);
    if (found.length > most.values) return undefined;
  }
  return values && found;
}

type Binary = Extract<JqFilter, { readonly left: JqFilter }>;

const bothOf = ({ left, right }: Binary, input: JqValue, variables: JqVariables) =>
  [runJq(left, input, variables), runJq(right, input, variables)] as const;

/** Operators on two single values. */
function combined(filter: Binary, input: JqValue, variables: JqVariables): readonly JqValue[] | undefined {
  const [left, right] = bothOf(filter, input, variables);
  if (filter.kind === 'alternative') {
    const filled = left?.filter((value) => value !== null && value !== false);
    return filled !== undefined && filled.length > 0 ? filled : left && right;
  }
  const [a, ...moreLeft] = left ?? [];
  const [b, ...moreRight] = right ?? [];
  if (a === undefined || b === undefined || moreLeft.length + moreRight.length > 0) return undefined;
  if (filter.kind === 'add') return one(sum(a, b));
  const isEqual = equal(a, b);
  return isEqual === undefined ? undefined : [isEqual === (filter.kind === 'equal')];
}

/** Whether two values are equal; `undefined` if an unknown value decides, or for lists and objects. */
function equal(a: JqValue, b: JqValue): boolean | undefined {
  if (typeof a === 'object' && typeof b === 'object' && a !== null && b !== null) return undefined;
  if (a === b) return true;
  return holdsUnknown(a) || holdsUnknown(b) ? undefined : false;
}

function sum(a: JqValue, b: JqValue): JqValue | undefined {
  if (a === null) return b;
  if (b === null) return a;
  if (typeof a === 'string' && typeof b === 'string') return a + b;
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  return isList(a) && isList(b) ? [...a, ...b] : undefined;
}

function indexed(value: JqValue, key: string | number): JqValue | undefined {
  if (value === null) return null;
  if (isList(value)) return typeof key === 'number' ? (value.at(key) ?? null) : undefined;
  if (typeof value !== 'object' || typeof key !== 'string') return undefined;
  return Object.hasOwn(value, key) ? (value[key] ?? null) : null;
}

function valuesOf(value: JqValue): readonly JqValue[] | undefined {
  if (isList(value)) return value;
  return typeof value === 'object' && value !== null ? Object.values(value) : undefined;
}

function formatted(
  pieces: readonly (string | JqFilter)[],
  input: JqValue,
  variables: JqVariables,
): readonly JqValue[] | undefined {
  let text = '';
  for (const piece of pieces) {
    const [value, ...more] = typeof piece === 'string' ? [piece] : (runJq(piece, input, variables) ?? []);
    if (value === undefined || more.length > 0) return undefined;
    text += typeof value === 'string' ? value : JSON.stringify(value);
  }
  return [text];
}

type Call = Extract<JqFilter, { readonly kind: 'call' }>;

function called({ name, args }: Call, input: JqValue, variables: JqVariables): readonly JqValue[] | undefined {
  const run = Object.hasOwn(functions, name) ? functions[name] : undefined;
  const [argument] = args;
  if (takingArgument.has(name) !== (argument !== undefined)) return undefined;
  return run?.(input, (value) => (argument === undefined ? undefined : runJq(argument, value, variables)));
}

import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { Span } from '../../source/source-file.ts';
import { spellAsGithub } from '../../syntax/yaml-spelling.ts';
import type { YamlMapping, YamlScalar, YamlValue } from '../../syntax/yaml-value.ts';
import type { Availability } from './availability.ts';
import { expressionFaults } from './expression-faults.ts';
import { holdsExpression } from './yaml-access.ts';

/** What GitHub takes at a place: one of several scalars, lists or mappings. What is not named is refused. */
export interface Shape {
  /** The scalars that it takes. A number or a boolean is taken for a string, too. */
  readonly scalars?: readonly ('string' | 'filled' | 'boolean' | 'number' | 'null')[];
  /** The only strings that it takes. */
  readonly words?: readonly string[];
  /** The items of a list. */
  readonly items?: Shape;
  /** The mappings it takes: keys tell them apart. */
  readonly mappings?: readonly MappingShape[];
  /** What expressions may ask for here and below; absent: what they may around it, and outside of all such places nothing. */
  readonly available?: Availability;
  /** Whether a string is an expression by itself, as an `if` is. */
  readonly isCondition?: boolean;
}

/** A mapping of known keys, or of free ones. */
export interface MappingShape {
  readonly keys: Readonly<Record<string, Shape>>;
  readonly required?: readonly string[];
  /** What stands under any other key; absent: there is none. */
  readonly others?: Shape;
}

/** Anything at all. */
export const anything: Shape = {
  scalars: ['string', 'boolean', 'number', 'null'],
  get items() {
    return anything;
  },
  mappings: [
    {
      keys: {},
      get others() {
        return anything;
      },
    },
  ],
};

/** So many faults of one file are told; more help nobody. */
const mostFaults = 100;

/** Values stand in each other so deep at most. */
const deepest = 100;

/**
 * What GitHub refuses of a value, in its words and in the order in which it reads.
 * Source: github.com/actions/languageservices, `workflow-parser/src/templates/template-reader.ts`.
 */
export function shapeFaults(value: YamlValue, shape: Shape): readonly Rejection[] {
  const faults: Rejection[] = [];
  check(value, shape, { faults, depth: 0, available: undefined });
  return faults;
}

interface Check {
  readonly faults: Rejection[];
  readonly depth: number;
  /** What expressions may ask for. */
  readonly available: Availability | undefined;
}

function check(value: YamlValue, shape: Shape, around: Check): void {
  const { faults, depth } = around;
  if (faults.length >= mostFaults || depth > deepest) return;
  const { available = around.available } = shape;
  const inner = { faults, depth: depth + 1, available };
  switch (value.kind) {
    case 'sequence': {
      const { items } = shape;
      if (items === undefined) refuse('A sequence was not expected', value.span, inner);
      else for (const item of value.items) check(item, items, inner);
      return;
    }
    case 'mapping':
      if (shape.mappings === undefined) refuse('A mapping was not expected', value.span, inner);
      else checkMapping(value, shape.mappings, inner);
      return;
    case 'reference':
      return;
    default:
      checkScalar(value, shape, inner);
  }
}

function checkScalar(value: YamlScalar, shape: Shape, inner: Check): void {
  const { isCondition = false } = shape;
  if (value.kind === 'string' && (isCondition || holdsExpression(value.value)))
    inner.faults.push(
      ...expressionFaults(value.text, { available: inner.available, isCondition }).slice(0, mostFaults),
    );
  else if (!takes(value, shape)) refuse(`Unexpected value '${spellAsGithub(value)}'`, value.span, inner);
}

function takes(value: YamlScalar, { scalars = [], words }: Shape): boolean {
  const text = spellAsGithub(value);
  if (words?.includes(text) === true) return true;
  if (scalars.includes('string') || (scalars.includes('filled') && text !== '')) return true;
  switch (value.kind) {
    case 'string':
      return scalars.includes('number') && text !== '' && Number.isFinite(Number(text));
    case 'boolean':
    case 'null':
      return scalars.includes(value.kind);
    case 'integer':
    case 'float':
      return scalars.includes('number');
  }
}

function checkMapping(value: YamlMapping, shapes: readonly MappingShape[], inner: Check): void {
  let candidates = shapes;
  const upper = new Set<string>();
  let hasExpressionKey = false;
  for (const [name, { key, value: own, replaces }] of value.entries) {
    if (holdsExpression(name)) {
      hasExpressionKey = true;
      continue;
    }
    const isTwice = replaces !== undefined || upper.has(name.toUpperCase());
    if (isTwice && name !== '') refuse(`'${name}' is already defined`, replaces?.by ?? key.span, inner);
    upper.add(name.toUpperCase());
    const fitting = candidates.filter(({ keys }) => Object.hasOwn(keys, name));
    if (fitting.length > 0) candidates = fitting;
    const known = fitting[0]?.keys[name];
    const shape = known ?? shapes[0]?.others;
    if (shape === undefined) refuse(`Unexpected value '${name}'`, key.span, inner);
    else check(own, shape, inner);
  }
  if (!hasExpressionKey) checkRequired(value, candidates, { upper, inner });
}

interface Keys {
  readonly upper: ReadonlySet<string>;
  readonly inner: Check;
}

function checkRequired(value: YamlMapping, candidates: readonly MappingShape[], { upper, inner }: Keys): void {
  if (candidates.length > 1) {
    const names = candidates.flatMap(({ keys }) => Object.keys(keys));
    const telling = names.filter((name) => names.indexOf(name) === names.lastIndexOf(name)).sort();
    const what = "There's not enough info to determine what you meant. Add one of these properties:";
    refuse(`${what} ${telling.join(', ')}`, value.span, inner);
    return;
  }
  for (const name of candidates[0]?.required ?? []) {
    if (!upper.has(name.toUpperCase())) refuse(`Required property is missing: ${name}`, value.span, inner);
  }
}

function refuse(message: string, at: Span, { faults }: Check): void {
  if (faults.length < mostFaults) faults.push({ kind: 'entry', message, at });
}

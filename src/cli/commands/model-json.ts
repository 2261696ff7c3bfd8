import { EmbeddedText } from '../../source/embedded-text.ts';
import { SourceFile, type Span } from '../../source/source-file.ts';
import { holesOf, showText, type Text } from '../../value/index.ts';

/**
 * A model as plain values for JSON: spans as `path:line:column`, files as their path, maps as objects, functions left
 * out. What the model holds in several places is written once, at its place nearest to the top, and elsewhere as
 * `{ "see": "/path/to/it" }`, so that cycles end; texts and what has no parts worth sharing are written wherever they are.
 */
export function modelJson(model: object): unknown {
  const homes = new Map<object, string>();
  for (const [key, value] of Object.entries(model)) settle(value, `/${key}`, homes);
  return Object.fromEntries(Object.entries(model).map(([key, value]) => [key, written(value, `/${key}`, homes)]));
}

/** Walks breadth first from `start` and notes for every object the place where it is met first. */
function settle(start: unknown, place: string, homes: Map<object, string>): void {
  let level: readonly (readonly [unknown, string])[] = [[start, place]];
  while (level.length > 0) {
    const fresh = level.filter((item): item is readonly [object, string] => {
      const [value, at] = item;
      if (!isShareable(value) || homes.has(value)) return false;
      homes.set(value, at);
      return true;
    });
    level = fresh.flatMap(([value, at]) => partsOf(value).map(([key, part]) => [part, `${at}/${key}`] as const));
  }
}

function written(value: unknown, place: string, homes: ReadonlyMap<object, string>): unknown {
  if (value instanceof SourceFile) return value.path;
  if (isSpan(value)) return placeOf(value);
  if (value instanceof EmbeddedText) return { text: value.text, at: placeOf(value.span) };
  if (isText(value)) return { text: showText(value), at: placeOf(value.span), ...reasons(value) };
  if (typeof value !== 'object' || value === null) return value;
  const home = homes.get(value);
  if (home !== undefined && home !== place) return { see: home };
  const parts = partsOf(value).map(([key, part]) => [key, written(part, `${place}/${key}`, homes)] as const);
  return isList(value) ? parts.map(([, part]) => part) : Object.fromEntries(parts);
}

/** The named parts of an object, a map, a set or a list; functions are no part of the data. */
function partsOf(value: object): readonly (readonly [string, unknown])[] {
  const entries =
    value instanceof Map ? namedEntries(value) : isList(value) ? [...value].entries() : propertiesOf(value);
  return [...entries]
    .filter(([, part]) => typeof part !== 'function')
    .map(([key, part]) => [String(key), part] as const);
}

/** The properties of an object, and behind them those that its class makes when they are asked for. */
function propertiesOf(value: object): readonly (readonly [string, unknown])[] {
  const prototype: unknown = Object.getPrototypeOf(value);
  if (prototype === Object.prototype || typeof prototype !== 'object' || prototype === null)
    return Object.entries(value);
  const made = Object.entries(Object.getOwnPropertyDescriptors(prototype)).filter(
    ([, property]) => property.value === undefined,
  );
  return [...Object.entries(value), ...made.map(([name]) => [name, Reflect.get(value, name)] as const)];
}

/** The entries of a map; one for a job stands under the job's name, with a number behind it if that is taken. */
function namedEntries(map: ReadonlyMap<unknown, unknown>): readonly (readonly [string, unknown])[] {
  const taken = new Map<string, number>();
  return [...map].map(([key, part]) => {
    const name = nameOf(key);
    const count = (taken.get(name) ?? 0) + 1;
    taken.set(name, count);
    return [count === 1 ? name : `${name} (${String(count)})`, part] as const;
  });
}

const nameOf = (key: unknown): string =>
  typeof key === 'object' && key !== null && 'name' in key ? String(key.name) : String(key);

const isList = (value: object): value is readonly unknown[] | ReadonlySet<unknown> =>
  Array.isArray(value) || value instanceof Set;

/** Whether a second mention is worth a reference: not for places, and not for what holds words and numbers only. */
function isShareable(value: unknown): value is object {
  if (typeof value !== 'object' || value === null) return false;
  if (value instanceof SourceFile || value instanceof EmbeddedText) return false;
  if (isSpan(value) || isText(value)) return false;
  return partsOf(value).some(([, part]) => typeof part === 'object' && part !== null && !isEmptyList(part));
}

const isEmptyList = (value: object): boolean => Array.isArray(value) && value.length === 0;

const isSpan = (value: unknown): value is Span =>
  typeof value === 'object' && value !== null && 'file' in value && value.file instanceof SourceFile && 'end' in value;

const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'parts' in value && 'span' in value && isSpan(value.span);

/** Why parts of a text are not known; nothing for a known text. */
function reasons(text: Text): { readonly hidden?: readonly string[] } {
  const hidden = holesOf(text).map(({ cause }) => cause.because);
  return hidden.length === 0 ? {} : { hidden };
}

function placeOf({ file, start }: Span): string {
  const { line, column } = file.positionAt(start);
  return `${file.path}:${line}:${column}`;
}

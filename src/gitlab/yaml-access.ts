import { EmbeddedText } from '../source/embedded-text.ts';
import { spellScalar } from '../syntax/yaml-spelling.ts';
import type { YamlEntry, YamlMapping, YamlScalar, YamlSequence, YamlString, YamlValue } from '../syntax/yaml-value.ts';

/** The entry of a key; one whose value is null counts as absent, as in GitLab's entries. */
export function entryAt(mapping: YamlMapping | undefined, key: string): YamlEntry | undefined {
  const entry = mapping?.entries.get(key);
  return entry === undefined || entry.value.kind === 'null' ? undefined : entry;
}

/** The value of a key; absent and null are both `undefined`. */
export const valueAt = (mapping: YamlMapping | undefined, key: string): YamlValue | undefined =>
  entryAt(mapping, key)?.value;

/** Whether it is a mapping; nothing is none. */
export const isMapping = (value: YamlValue | undefined): value is YamlMapping => value?.kind === 'mapping';
/** Whether it is a list; nothing is none. */
export const isSequence = (value: YamlValue | undefined): value is YamlSequence => value?.kind === 'sequence';
/** Whether it is a string; nothing is none. */
export const isString = (value: YamlValue | undefined): value is YamlString => value?.kind === 'string';

/** Whether it is a value without parts. */
export const isScalar = (value: YamlValue): value is YamlScalar =>
  value.kind !== 'mapping' && value.kind !== 'sequence' && value.kind !== 'reference';

/** A scalar as text, spelled as Ruby's `to_s` does. */
export const scalarText = (value: YamlScalar): EmbeddedText =>
  value.kind === 'string' ? value.text : EmbeddedText.opaque(spellScalar(value), value.span);

/** How deep GitLab lets lists be nested where it flattens them. */
const deepestNesting = 10;

/** More items than any list of GitLab may hold; aliases could multiply a few lines to more than memory holds. */
const mostItems = 20_000;

/** The items of a list with lists inside it flattened; a value that is no list is its own only item. */
export function flatItems(value: YamlValue): readonly YamlValue[] {
  const flat: YamlValue[] = [];
  collectItems(value, 0, flat);
  return flat;
}

function collectItems(value: YamlValue, depth: number, flat: YamlValue[]): void {
  if (value.kind !== 'sequence') flat.push(value);
  else if (depth <= deepestNesting) {
    for (const item of value.items) {
      if (flat.length >= mostItems) return;
      collectItems(item, depth + 1, flat);
    }
  }
}

/** How many lists stand inside each other at the deepest place. */
export function nestingOf(value: YamlValue, known = new Map<YamlValue, number>()): number {
  if (value.kind !== 'sequence') return 0;
  const before = known.get(value);
  if (before !== undefined) return before;
  let deepest = 0;
  for (const item of value.items) deepest = Math.max(deepest, nestingOf(item, known));
  known.set(value, deepest + 1);
  return deepest + 1;
}

import type { YamlEntry, YamlMapping, YamlScalar, YamlSequence, YamlString, YamlValue } from './yaml-value.ts';

/** The entry of a key; one whose value is null counts as absent, as CI systems take it. */
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

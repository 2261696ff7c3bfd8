import type { YamlEntry, YamlMapping } from '../../syntax/yaml-value.ts';

/**
 * Ruby's `deep_merge`: mappings are merged key by key, anything else on the right replaces what is on the left, null
 * too. Keys stay where they first appeared. Neither side is copied deeper than the merge goes.
 */
export function deepMerge(left: YamlMapping, right: YamlMapping): YamlMapping {
  return left.entries.size === 0 ? right : mergeAll([left, right]);
}

/** Mappings, at least one, merged one after the other from left to right. */
export function mergeAll(mappings: readonly [YamlMapping, ...YamlMapping[]]): YamlMapping {
  const [first, ...others] = mappings.filter(({ entries }, index) => entries.size > 0 || index === mappings.length - 1);
  if (first === undefined || others.length === 0) return first ?? mappings[0];
  const entries = new Map<string, YamlEntry>(first.entries);
  for (const other of others) {
    for (const [name, entry] of other.entries) entries.set(name, mergedEntry(entries.get(name), entry));
  }
  return { kind: 'mapping', entries, span: mappings.at(-1)?.span ?? first.span };
}

function mergedEntry(old: YamlEntry | undefined, entry: YamlEntry): YamlEntry {
  if (old === undefined || old.value === entry.value) return entry;
  if (old.value.kind !== 'mapping' || entry.value.kind !== 'mapping') return { ...entry, shadows: old };
  return { ...old, ...entry, value: deepMerge(old.value, entry.value) };
}

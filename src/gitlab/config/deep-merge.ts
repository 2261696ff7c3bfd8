import type { YamlEntry, YamlMapping } from '../../syntax/yaml-value.ts';

/**
 * Ruby's `deep_merge`: mappings are merged key by key, anything else on the right replaces what is on the left, null
 * too. Keys stay where they first appeared. Neither side is copied deeper than the merge goes.
 */
export function deepMerge(left: YamlMapping, right: YamlMapping): YamlMapping {
  if (left.entries.size === 0) return right;
  const entries = new Map<string, YamlEntry>(left.entries);
  for (const [name, entry] of right.entries) {
    const old = entries.get(name);
    const isDeep = old?.value.kind === 'mapping' && entry.value.kind === 'mapping' && old.value !== entry.value;
    entries.set(name, isDeep ? { ...old, ...entry, value: deepMerge(old.value, entry.value) } : inPlaceOf(old, entry));
  }
  return { kind: 'mapping', entries, span: right.span };
}

/** The entry, remembering the other that it takes the place of. */
const inPlaceOf = (old: YamlEntry | undefined, entry: YamlEntry): YamlEntry =>
  old === undefined || old.value === entry.value ? entry : { ...entry, shadows: old };

import type { YamlNote } from './yaml.ts';
import { spellScalar } from './yaml-spelling.ts';
import type { ReplacedEntry, YamlEntry, YamlMapping, YamlScalar, YamlValue } from './yaml-value.ts';

/** A key with its value, as written. */
export interface WrittenEntry {
  readonly key: YamlScalar;
  readonly value: YamlValue;
  /** Whether a tag makes the key a string, so that even `<<` is an ordinary one. */
  readonly isPlainKey: boolean;
}

/** The entries of a mapping and what its author may not have meant. */
export interface GrownMapping {
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly notes: readonly YamlNote[];
  /** How many entries merge keys brought in. */
  readonly merged: number;
  /** Whether merge keys bring in more than `limit` entries; what lies beyond is left out. */
  readonly isTooBig: boolean;
}

/**
 * The entries of a mapping in the order in which Ruby's Hash keeps them. Keys are set one after the other: `<<`
 * overwrites what stands before it, an explicit key what was merged before, the last of equal keys wins.
 * Source: github.com/ruby/psych 5.3, lib/psych/visitors/to_ruby.rb, revive_hash.
 */
export function growMapping(pairs: readonly WrittenEntry[], limit: number): GrownMapping {
  const entries = new Map<string, YamlEntry>();
  const notes: YamlNote[] = [];
  const explicit = new Map<string, YamlEntry>();
  let count = 0;
  for (const { key, value, isPlainKey } of pairs) {
    const name = spellScalar(key);
    const merged = name === '<<' && !isPlainKey ? mergedMappings(value) : undefined;
    if (merged === undefined) {
      const earlier = explicit.get(name);
      if (earlier !== undefined) notes.push({ kind: 'duplicate-key', at: key.span, other: earlier.key.span });
      explicit.set(name, { key, value });
      entries.set(name, replacing({ key, value }, earlier, { how: 'duplicate-key', by: key.span }));
    }
    for (const [mergedName, entry] of merged?.flatMap((mapping) => [...mapping.entries]) ?? []) {
      count += 1;
      if (count > limit) return { entries, notes, merged: count, isTooBig: true };
      const lost = explicit.get(mergedName);
      if (lost !== undefined) notes.push({ kind: 'overwritten-by-merge', at: lost.key.span, other: key.span });
      explicit.delete(mergedName);
      entries.set(mergedName, replacing(entry, lost, { how: 'overwritten-by-merge', by: key.span }));
    }
  }
  return { entries, notes, merged: count, isTooBig: false };
}

/** An entry that remembers the one it replaces, if there is one. */
const replacing = (entry: YamlEntry, lost: YamlEntry | undefined, how: Pick<ReplacedEntry, 'how' | 'by'>): YamlEntry =>
  lost === undefined ? entry : { ...entry, replaces: { key: lost.key, value: lost.value, ...how } };

/** The mappings a merge key brings in, the one that counts most last; `undefined` if it is an ordinary key. */
function mergedMappings(value: YamlValue): readonly YamlMapping[] | undefined {
  if (value.kind === 'mapping') return [value];
  if (value.kind !== 'sequence') return undefined;
  const mappings = value.items.filter((item) => item.kind === 'mapping');
  return mappings.length === value.items.length ? mappings.toReversed() : undefined;
}

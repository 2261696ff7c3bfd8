import type { YamlEntry, YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import type { Cause } from '../../value/index.ts';

/** The values that a conditional include brings. */
export interface ConditionalPart {
  /** Equal for includes that are there in the same pipelines, as far as that is told by how their conditions are written. */
  readonly condition: string;
  readonly causes: readonly Cause[];
}

/** What conditional includes bring: by value that is no mapping, and by top-level key the one that defines it last. */
export interface ConditionalParts {
  readonly byValue: Map<YamlValue, ConditionalPart>;
  readonly last: Map<string, ConditionalPart>;
}

/** How deep mappings are looked into: a job, its `variables`, a variable. */
const deepest = 4;

/** Notes all that the content of a conditional include brings. What an include in it brought under conditions of its own keeps those. */
export function notePart(content: YamlMapping, part: ConditionalPart, { byValue, last }: ConditionalParts): void {
  for (const [name, { value }] of content.entries) {
    const own = leavesOf(value, deepest).filter((leaf) => !byValue.has(leaf));
    for (const leaf of own) byValue.set(leaf, part);
    if (own.length > 0) last.set(name, part);
  }
}

function leavesOf(value: YamlValue, depth: number): readonly YamlValue[] {
  if (value.kind !== 'mapping' || depth === 0) return [value];
  return [...value.entries.values()].flatMap((entry) => leavesOf(entry.value, depth - 1));
}

/**
 * The root without what no pipeline may hold together: of a key that several conditional includes define, it is read as in
 * pipelines that have the last of them. Whether those have what others bring, too, cannot be told.
 */
export function withoutOtherParts(root: YamlMapping, parts: ConditionalParts): YamlMapping {
  const entries = new Map(root.entries);
  for (const [name, last] of parts.last) {
    const entry = entries.get(name);
    if (entry !== undefined) entries.set(name, hideOthers(entry, last, parts));
  }
  return { ...root, entries };
}

function hideOthers(entry: YamlEntry, last: ConditionalPart, parts: ConditionalParts, depth = deepest): YamlEntry {
  const { value } = entry;
  if (value.kind === 'mapping' && depth > 0) {
    const inner = [...value.entries].map(([name, one]) => [name, hideOthers(one, last, parts, depth - 1)] as const);
    const isChanged = inner.some(([name, one]) => one !== value.entries.get(name));
    return isChanged ? { ...entry, value: { ...value, entries: new Map(inner) } } : entry;
  }
  const part = parts.byValue.get(value);
  const [cause] = part?.causes ?? [];
  if (part === undefined || cause === undefined || part.condition === last.condition) return entry;
  const hidden: YamlValue = { kind: 'reference', content: value, because: cause.because, span: value.span };
  return { ...entry, value: hidden };
}

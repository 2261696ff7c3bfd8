import type { Span } from '../source/source-file.ts';
import type { YamlScalar, YamlValue } from '../syntax/yaml-value.ts';

/**
 * A YAML value as plain JavaScript: mappings are objects, scalars have the types of YAML 1.2, so
 * that `off` and `no` are words. What aliases share is shared in the result too.
 */
export function plainValue(value: YamlValue, done = new Map<YamlValue, unknown>()): unknown {
  if (done.has(value)) return done.get(value);
  const plain = convert(value, done);
  done.set(value, plain);
  return plain;
}

function convert(value: YamlValue, done: Map<YamlValue, unknown>): unknown {
  switch (value.kind) {
    case 'mapping':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plainValue(entry.value, done)]));
    case 'sequence':
      return value.items.map((item) => plainValue(item, done));
    case 'reference':
      return plainValue(value.content, done);
    default:
      return plainScalar(value);
  }
}

function plainScalar(value: YamlScalar): string | number | boolean | null {
  if (value.kind === 'null') return null;
  if (value.kind === 'boolean') return /^(?:true|false)$/i.test(value.source) ? value.value : value.source;
  return value.value;
}

/** A scalar as its author wrote it, so that `007` keeps its zeros. Empty for null and for what is no scalar. */
export function writtenScalar(value: YamlValue | undefined): string {
  if (value === undefined || !('value' in value)) return '';
  return value.kind === 'string' ? value.value : value.source;
}

/** The value at a path of keys and indices; `undefined` if there is none. */
export function valueAt(root: YamlValue | undefined, path: readonly string[]): YamlValue | undefined {
  return path.reduce<YamlValue | undefined>((value, step) => {
    if (value?.kind === 'mapping') return value.entries.get(step)?.value;
    return value?.kind === 'sequence' ? value.items[Number(step)] : undefined;
  }, root);
}

/** Where the value at a path is written, or its key; the nearest place above it for what is not written. */
export function placeAt(root: YamlValue, path: readonly string[], what: 'key' | 'value'): Span {
  const parent = valueAt(root, path.slice(0, -1));
  const step = path.at(-1);
  if (step === undefined) return root.span;
  if (parent === undefined) return placeAt(root, path.slice(0, -1), 'value');
  const entry = parent.kind === 'mapping' ? parent.entries.get(step) : undefined;
  if (what === 'key' || entry?.value.kind === 'null') return entry?.key.span ?? parent.span;
  return valueAt(root, path)?.span ?? parent.span;
}

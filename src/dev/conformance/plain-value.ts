import { spellScalar } from '../../syntax/yaml-spelling.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';

/** A value as JSON writes it; an unresolved reference as a mapping. */
export function plainValue(value: YamlValue): unknown {
  switch (value.kind) {
    case 'mapping':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plainValue(entry.value)]));
    case 'sequence':
      return value.items.map(plainValue);
    case 'reference':
      return { reference: plainValue(value.content) };
    case 'null':
      return null;
    case 'string':
    case 'boolean':
      return value.value;
    default:
      return Number.isFinite(value.value) ? value.value : spellScalar(value);
  }
}

/** Whether a JSON value is an object. */
export const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

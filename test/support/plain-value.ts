import type { YamlValue } from '../../src/syntax/yaml-value.ts';

/** A value as JavaScript has it; a reference that stayed is an object. */
export function plain(value: YamlValue | undefined): unknown {
  if (value === undefined) return undefined;
  switch (value.kind) {
    case 'mapping':
      return Object.fromEntries([...value.entries].map(([key, entry]) => [key, plain(entry.value)]));
    case 'sequence':
      return value.items.map(plain);
    case 'reference':
      return { reference: plain(value.content) };
    case 'null':
      return null;
    default:
      return value.value;
  }
}

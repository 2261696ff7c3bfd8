import { spellScalar } from '../../syntax/yaml-spelling.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';

/** Texts of messages never need more. */
const maxDepth = 20;

/** A value as Ruby's `inspect` writes it: `["a", 1]`, `{"a"=>"b"}`. */
export function inspect(value: YamlValue, depth = 0): string {
  if (depth > maxDepth) return '…';
  switch (value.kind) {
    case 'null':
      return 'nil';
    case 'string':
      return value.isSymbol === true ? `:${value.value}` : JSON.stringify(value.value);
    case 'sequence':
      return `[${value.items.map((item) => inspect(item, depth + 1)).join(', ')}]`;
    case 'mapping':
      return `{${[...value.entries].map(([key, entry]) => `${JSON.stringify(key)}=>${inspect(entry.value, depth + 1)}`).join(', ')}}`;
    case 'reference':
      return `!reference ${inspect(value.content, depth + 1)}`;
    default:
      return spellScalar(value);
  }
}

/** A value as JSON, which GitLab uses to show an include. */
export function toJson(value: YamlValue, depth = 0): string {
  if (depth > maxDepth) return '…';
  switch (value.kind) {
    case 'null':
      return 'null';
    case 'string':
      return JSON.stringify(value.value);
    case 'sequence':
      return `[${value.items.map((item) => toJson(item, depth + 1)).join(',')}]`;
    case 'mapping':
      return `{${[...value.entries].map(([key, entry]) => `${JSON.stringify(key)}:${toJson(entry.value, depth + 1)}`).join(',')}}`;
    case 'reference':
      return toJson(value.content, depth + 1);
    default:
      return spellScalar(value);
  }
}

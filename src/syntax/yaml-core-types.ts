import type { PlainType } from './yaml-types.ts';

/**
 * The type of a plain scalar by YAML 1.2's core schema, as GitHub reads it: `on`, `yes` and dates are strings, `010` is ten.
 * Source: yaml.org/spec/1.2.2, 10.3.2; github.com/actions/runner, `YamlObjectReader.cs`.
 */
export function tokenizeCore(text: string): PlainType {
  if (/^(?:null|Null|NULL|~|)$/.test(text)) return { kind: 'null' };
  if (text.length > longestNumber) return 'string';
  if (/^(?:true|True|TRUE)$/.test(text)) return { kind: 'boolean', value: true };
  if (/^(?:false|False|FALSE)$/.test(text)) return { kind: 'boolean', value: false };
  if (/^(?:[-+]?[0-9]+|0o[0-7]+|0x[0-9a-fA-F]+)$/.test(text)) return { kind: 'integer', value: Number(text) };
  if (/^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/.test(text))
    return { kind: 'float', value: Number(text) };
  if (/^[-+]?\.(?:inf|Inf|INF)$/.test(text)) {
    return { kind: 'float', value: text.startsWith('-') ? Number.NEGATIVE_INFINITY : Number.POSITIVE_INFINITY };
  }
  return /^\.(?:nan|NaN|NAN)$/.test(text) ? { kind: 'float', value: Number.NaN } : 'string';
}

/** Longer texts are strings: no number of a configuration has so many digits. */
const longestNumber = 400;

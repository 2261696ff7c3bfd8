import { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { spellScalar } from '../../syntax/yaml-spelling.ts';
import type { YamlEntry, YamlString, YamlValue } from '../../syntax/yaml-value.ts';
import type { InputType } from './header.ts';
import { inspect } from './ruby-inspect.ts';

/**
 * A value as an input of that type: a string is read as JSON where the type is none, anything becomes text where the
 * type is string. `undefined` if it does not fit.
 * Source: GitLab `lib/ci/inputs/{array,boolean,number,string}_input.rb` (19.3).
 */
export function coerceInput(value: YamlValue, type: InputType): YamlValue | undefined {
  if (type === 'string') return value.kind === 'string' ? value : stringAt(rubyText(value), value.span);
  const read = value.kind === 'string' ? fromJson(value) : value;
  if (type === 'array') return read?.kind === 'sequence' ? read : undefined;
  if (type === 'boolean') return read?.kind === 'boolean' ? read : undefined;
  return read?.kind === 'integer' || read?.kind === 'float' ? read : undefined;
}

/** A value as Ruby's `to_s` writes it. */
export function rubyText(value: YamlValue): string {
  const isCollection = value.kind === 'mapping' || value.kind === 'sequence' || value.kind === 'reference';
  return isCollection ? inspect(value) : spellScalar(value);
}

/** A string of which only the whole place is known. */
export const stringAt = (value: string, span: Span): YamlString => ({
  kind: 'string',
  value,
  text: EmbeddedText.opaque(value, span),
  span,
  style: 'plain',
});

function fromJson({ value, span }: YamlString): YamlValue | undefined {
  try {
    return valueOf(JSON.parse(value), span, 0);
  } catch {
    return undefined;
  }
}

/** As deep as GitLab reads configuration. */
const maxDepth = 100;

function valueOf(json: unknown, span: Span, depth: number): YamlValue | undefined {
  if (depth > maxDepth) return undefined;
  if (json === null) return { kind: 'null', span };
  if (typeof json === 'string') return stringAt(json, span);
  if (typeof json === 'boolean') return { kind: 'boolean', value: json, source: String(json), span };
  if (typeof json === 'number') {
    return { kind: Number.isInteger(json) ? 'integer' : 'float', value: json, source: String(json), span };
  }
  if (Array.isArray(json)) {
    const items = json.map((item: unknown) => valueOf(item, span, depth + 1)).filter((item) => item !== undefined);
    return { kind: 'sequence', items, span };
  }
  const entries = new Map<string, YamlEntry>();
  for (const [key, item] of Object.entries(json ?? {})) {
    const value = valueOf(item, span, depth + 1);
    if (value !== undefined) entries.set(key, { key: stringAt(key, span), value });
  }
  return { kind: 'mapping', entries, span };
}

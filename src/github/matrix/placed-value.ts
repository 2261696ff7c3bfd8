import type { Span } from '../../source/source-file.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';
import type { Contexts, GithubValue } from '../expression/github-value.ts';
import { isInsertion, valueOfYaml } from './value-of-yaml.ts';

/** A value and where it is written; of what an expression yields, the place of the expression. */
export interface PlacedValue {
  readonly value: GithubValue;
  readonly span: Span;
  /** What it was read from; absent for what is inside the value of an expression. */
  readonly yaml?: YamlValue;
}

/** An entry of an object. */
export interface PlacedEntry extends PlacedValue {
  /** The key as written; in lower case where an expression yields it. */
  readonly name: string;
  /** The key; the place of the expression where one yields it. */
  readonly key: Span;
}

/** A value of the workflow, evaluated. */
export const placedValue = (yaml: YamlValue, contexts: Contexts): PlacedValue => ({
  value: valueOfYaml(yaml, contexts),
  span: yaml.span,
  yaml,
});

/** The entries of an object, in order; of anything else: none. */
export function entriesOf({ value, span, yaml }: PlacedValue): readonly PlacedEntry[] {
  if (value.is !== 'object') return [];
  const written = yaml?.kind === 'mapping' ? writtenKeys(yaml) : new Map<string, WrittenKey>();
  return [...value.object.entries].map(([name, one]): PlacedEntry => {
    const key = written.get(name);
    if (key === undefined) return { name, key: span, value: one, span };
    return { name: key.name, key: key.span, value: one, span: key.value.span, yaml: key.value };
  });
}

/** The items of an array, in order; of anything else: none. */
export function itemsOf({ value, span, yaml }: PlacedValue): readonly PlacedValue[] {
  if (value.is !== 'array') return [];
  return value.items.items.map((item, index): PlacedValue => {
    const written = yaml?.kind === 'sequence' ? yaml.items[index] : undefined;
    return written === undefined ? { value: item, span } : { value: item, span: written.span, yaml: written };
  });
}

interface WrittenKey {
  readonly name: string;
  readonly span: Span;
  readonly value: YamlValue;
}

/** By key in lower case. */
function writtenKeys(yaml: Extract<YamlValue, { readonly kind: 'mapping' }>): ReadonlyMap<string, WrittenKey> {
  const keys = new Map<string, WrittenKey>();
  for (const [name, { key, value }] of yaml.entries) {
    if (!isInsertion(name)) keys.set(name.toLowerCase(), { name, span: key.span, value });
  }
  return keys;
}

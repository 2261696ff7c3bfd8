import { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import { tokenizeCore } from './yaml-core-types.ts';
import { embedScalar } from './yaml-text.ts';
import { tokenizePlain } from './yaml-types.ts';
import type { YamlDialect, YamlScalar, YamlString } from './yaml-value.ts';
import type { WrittenScalar } from './yaml-written.ts';

/** A scalar with its type, and why GitLab refuses it if it does. */
export interface ReadScalar {
  readonly value: YamlScalar;
  readonly problem?: string;
}

/**
 * A scalar node as Psych reads it, or by the core schema of YAML 1.2. Quoted and block scalars are strings; plain ones, and tagged ones of any style
 * whose tag GitLab does not know, have the type that their text suggests.
 * Source: github.com/ruby/psych 5.3, lib/psych/visitors/to_ruby.rb, deserialize.
 */
export function readScalar(node: WrittenScalar, span: Span, dialect: YamlDialect = 'psych'): ReadScalar {
  const text = node.source;
  const style = styles[node.style];
  const isString = stringTags.has(node.tag ?? '') || (style !== 'plain' && node.tag === undefined);
  const type = isString ? 'string' : tokenizers[dialect](text);
  const tag = node.tag?.startsWith('!') === true ? { tag: node.tag } : undefined;
  if (type === 'string') {
    const value = stringWith(text, style, span);
    return { value: tag === undefined ? value : { ...value, ...tag } };
  }
  switch (type.kind) {
    case 'symbol':
      return { value: symbolOf(stringWith(text, style, span), type.name) };
    case 'null':
      return { value: { kind: 'null', span, ...tag } };
    case 'class':
      return { value: stringWith(text, style, span), problem: `Tried to load unspecified class: ${type.name}` };
    case 'boolean':
      return { value: { kind: 'boolean', value: type.value, source: text, span } };
    case 'integer':
    case 'float':
      return { value: { kind: type.kind, value: type.value, source: text, span } };
  }
}

const tokenizers = { psych: tokenizePlain, core: tokenizeCore } as const;

/** A string that is the text of the file at `span`. */
export function stringOf(span: Span): YamlString {
  const text = EmbeddedText.verbatim(span);
  return { kind: 'string', value: text.text, text, span, style: 'plain' };
}

const styles: Readonly<Record<WrittenScalar['style'], YamlString['style']>> = {
  plain: 'plain',
  single: 'quoted',
  double: 'quoted',
  literal: 'literal',
  folded: 'folded',
};

/** Tags that make a string of anything; `!` is the non-specific tag of a string. */
const stringTags: ReadonlySet<string> = new Set(['tag:yaml.org,2002:str', '!str', '!']);

const stringWith = (value: string, style: YamlString['style'], span: Span): YamlString => ({
  kind: 'string',
  value,
  text: embedScalar(value, style, span),
  span,
  style,
});

/** A symbol is its name; its text is what stands behind the colon. */
function symbolOf(written: YamlString, name: string): YamlString {
  const from = written.value.indexOf(name);
  return { ...written, value: name, text: written.text.slice(from, from + name.length), isSymbol: true };
}

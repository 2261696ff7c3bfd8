import { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { isMapping, isScalar, valueAt } from '../../syntax/yaml-kinds.ts';
import { spellAsGithub } from '../../syntax/yaml-spelling.ts';
import type { YamlMapping, YamlScalar, YamlValue } from '../../syntax/yaml-value.ts';

export { entryAt, isMapping, isScalar, isSequence, isString, valueAt } from '../../syntax/yaml-kinds.ts';

/** The mapping under a key; `undefined` where something else stands there, or nothing. */
export function mappingAt(mapping: YamlMapping | undefined, key: string): YamlMapping | undefined {
  const value = valueAt(mapping, key);
  return isMapping(value) ? value : undefined;
}

/** The scalar under a key as text; `undefined` where something else stands there, or nothing. */
export function textAt(mapping: YamlMapping | undefined, key: string): EmbeddedText | undefined {
  const value = valueAt(mapping, key);
  return value !== undefined && isScalar(value) ? scalarText(value) : undefined;
}

/** A scalar as text, spelled as GitHub does. */
export const scalarText = (value: YamlScalar): EmbeddedText =>
  value.kind === 'string' ? value.text : EmbeddedText.opaque(spellAsGithub(value), value.span);

/** Whether a string is or holds an expression. */
export const holdsExpression = (text: string): boolean => text.includes('${{');

/** Values stand in each other so deep at most. */
const deepest = 100;

/** A value without what the parser adds behind a block: blank lines and comments. */
export function tightSpan(value: YamlValue): Span {
  const { file, start, end } = value.span;
  return file.span(start, Math.min(end, endOf(value, 0)));
}

function endOf(value: YamlValue, depth: number): number {
  const { file, start, end } = value.span;
  if (value.kind !== 'mapping' && value.kind !== 'sequence') return end;
  if (depth > deepest || /[[{]/.test(file.text.charAt(start))) return end;
  const last = value.kind === 'sequence' ? value.items.at(-1) : [...value.entries.values()].at(-1)?.value;
  const isInside = last !== undefined && last.span.file === file && last.span.start >= start && last.span.end <= end;
  return isInside ? endOf(last, depth + 1) : end;
}

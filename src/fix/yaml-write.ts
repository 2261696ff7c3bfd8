import type { YamlValue } from '../rule/fix.ts';
import { tokenizePlain } from '../syntax/yaml-types.ts';
import { isList, referencedBy } from './yaml-outline.ts';
import type { YamlStyle } from './yaml-style.ts';

/** A value on one line, in flow style if it is a collection: `[a, 'b: c']`. */
export function writeInline(value: YamlValue, style: YamlStyle, isInFlow = false): string {
  const referenced = referencedBy(value);
  if (referenced !== undefined) return `!reference ${writeInline(referenced, style, true)}`;
  if (isList(value)) return `[${value.map((item) => writeInline(item, style, true)).join(', ')}]`;
  if (typeof value === 'object') {
    const pairs = Object.entries(value).map(
      ([key, item]) => `${scalar(key, style, true)}: ${writeInline(item, style, true)}`,
    );
    return `{${pairs.join(', ')}}`;
  }
  return scalar(value, style, isInFlow);
}

/** Longer flow collections are written in block style. */
const longestInline = 60;

/**
 * The lines of `key: value` as an author would write them, without indentation of the first line's level: mappings in
 * block style, short lists of scalars on one line.
 */
export function writePair(key: string, value: YamlValue, style: YamlStyle): readonly string[] {
  const name = scalar(key, style, false);
  if (!isBlock(value, style)) return [`${name}: ${writeInline(value, style)}`];
  const step = isList(value) ? style.sequenceStep : style.step;
  return [`${name}:`, ...writeBlock(value, style).map((line) => ' '.repeat(step) + line)];
}

/** The lines of a value in block style; one line if it is none. */
export function writeBlock(value: YamlValue, style: YamlStyle): readonly string[] {
  if (!isBlock(value, style)) return [writeInline(value, style)];
  if (isList(value)) return value.flatMap((item) => writeItem(item, style));
  return Object.entries(value).flatMap(([key, item]) => writePair(key, item, style));
}

/** The lines of an item of a sequence, with its dash. */
export const writeItem = (item: YamlValue, style: YamlStyle): readonly string[] =>
  writeBlock(item, style).map((line, index) => (index === 0 ? `- ${line}` : `  ${line}`));

/** Whether a value is written over several lines where there is room. */
export function isBlock(
  value: YamlValue,
  style: YamlStyle,
): value is readonly YamlValue[] | { readonly [key: string]: YamlValue } {
  if (typeof value !== 'object' || referencedBy(value) !== undefined) return false;
  if (!isList(value)) return Object.keys(value).length > 0;
  const isShort = writeInline(value, style).length <= longestInline;
  return value.length > 0 && (!isShort || value.some((item) => typeof item === 'object'));
}

/** Words that are strings to GitLab and something else to other readers of YAML 1.1. */
const touchyWord = /^(?:y|n|=)$/i;
/** Characters that mean something at the beginning of a scalar, blanks at an edge, and what ends a plain scalar. */
const needsQuotes = /^(?:[-?:](?:\s|$)|[,[\]{}#&*!|>'"%@`\s])|\s$|:(?:\s|$)|\s#|[\n\r\t]/;

/** A scalar as GitLab's parser (YAML 1.1) reads it back: `yes`, `1:30` and `010` are quoted where they are strings. */
export function scalar(value: string | number | boolean, style: YamlStyle, isInFlow: boolean): string {
  if (typeof value !== 'string') return String(value);
  const isPlain =
    tokenizePlain(value) === 'string' &&
    !touchyWord.test(value) &&
    !needsQuotes.test(value) &&
    !(isInFlow && /[,[\]{}]/.test(value));
  if (isPlain) return value;
  const other = style.quote === '"' ? "'" : '"';
  return quoted(value, value.includes(style.quote) && !value.includes(other) ? other : style.quote);
}

/** A text in quotes of the given kind, or in double ones if only they can hold it. */
export function quoted(value: string, quote: '"' | "'"): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what single quotes cannot hold.
  if (quote === "'" && !/[\u0000-\u001F\u007F-\u009F]/.test(value)) return `'${value.replaceAll("'", "''")}'`;
  return JSON.stringify(value);
}

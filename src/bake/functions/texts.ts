import { atomCount, joinTexts, sliceText, type Text } from '../../value/index.ts';
import { type BakeValue, listValue, numberOf, numberValue, stringOf, textOf, textValue } from '../bake-value.ts';
import { formatText } from './format.ts';
import { type BakeFunction, type FunctionTable, ofStrings } from './function.ts';

const split: BakeFunction = ([separator, text], span) => {
  const mark = stringOf(separator);
  const whole = stringOf(text);
  if (mark === undefined || whole === undefined || mark === '') return undefined;
  return listValue(
    whole.split(mark).map((piece) => textValue(piece, span)),
    span,
  );
};

/** Joins lists of texts; what is hidden in them stays a hole of the result. */
const join: BakeFunction = ([separator, ...lists], span) => {
  const mark = separator === undefined ? undefined : textOf(separator);
  const items: Text[] = [];
  for (const list of lists) {
    if (list.kind !== 'list' || list.openTo.length > 0) return undefined;
    const texts = list.items.map(textOf);
    if (!texts.every((text) => text !== undefined)) return undefined;
    items.push(...texts);
  }
  if (mark === undefined) return undefined;
  const parts = items.flatMap((item, index) => (index === 0 ? [item] : [mark, item]));
  return { kind: 'text', text: joinTexts(parts, span) };
};

const format: BakeFunction = ([pattern, ...values], span) => {
  const written = stringOf(pattern);
  const text = written === undefined ? undefined : formatText(written, values, span);
  return text === undefined ? undefined : { kind: 'text', text };
};

/** One text per item of the lists; arguments that are no lists stay the same. */
const formatList: BakeFunction = ([pattern, ...values], span) => {
  const written = stringOf(pattern);
  if (written === undefined || values.some((value) => value.kind === 'list' && value.openTo.length > 0))
    return undefined;
  const count = Math.max(0, ...values.map((value) => (value.kind === 'list' ? value.items.length : 0)));
  const items: BakeValue[] = [];
  for (let index = 0; index < count; index += 1) {
    const row = values.map((value) => (value.kind === 'list' ? value.items[index] : value));
    if (!row.every((value) => value !== undefined)) return undefined;
    const text = formatText(written, row, span);
    if (text === undefined) return undefined;
    items.push({ kind: 'text', text });
  }
  return listValue(items, span);
};

/** Cut off where the text begins or ends with it as far as it is known; a hole there leaves it open. */
const trimmed =
  (side: 'prefix' | 'suffix'): BakeFunction =>
  ([value, affix], span) => {
    const text = value === undefined ? undefined : textOf(value);
    const mark = stringOf(affix);
    if (text === undefined || mark === undefined) return undefined;
    const edge = side === 'prefix' ? text.parts[0] : text.parts.at(-1);
    if (typeof edge !== 'string' || edge.length < mark.length) return stringOf(value) === undefined ? undefined : value;
    const has = side === 'prefix' ? edge.startsWith(mark) : edge.endsWith(mark);
    if (!has) return value;
    const count = atomCount(text);
    const rest = side === 'prefix' ? sliceText(text, mark.length) : sliceText(text, 0, count - mark.length);
    return { kind: 'text', text: { ...rest, span } };
  };

const substr: BakeFunction = ([value, offset, length], span) => {
  const [text, from, count] = [stringOf(value), offset && numberOf(offset), length && numberOf(length)];
  if (text === undefined || from === undefined || count === undefined) return undefined;
  const start = from < 0 ? Math.max(0, text.length + from) : from;
  return textValue(count < 0 ? text.slice(start) : text.slice(start, start + count), span);
};

const strlen: BakeFunction = ([value], span) => {
  const text = stringOf(value);
  return text === undefined ? undefined : numberValue(Array.from(text).length, span);
};

/** Replaces a literal; a text with holes is left alone, since they may hold it. */
const replace = ofStrings((text = '', search = '', by = '') => text.replaceAll(search, () => by));

const edgesOf = (text: string, set: string): string => {
  let start = 0;
  let end = text.length;
  while (start < end && set.includes(text.charAt(start))) start += 1;
  while (end > start && set.includes(text.charAt(end - 1))) end -= 1;
  return text.slice(start, end);
};

/** Source: go-cty-funcs encoding/url.go; Go url.QueryEscape: all but letters, digits and `-_.~`, and blanks become `+`. */
function queryEscaped(text = ''): string {
  const escaped = encodeURIComponent(text.replaceAll(/\p{Surrogate}/gu, '\uFFFD'));
  return escaped
    .replaceAll('%20', '+')
    .replaceAll(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);
}

/** Functions of texts. Source: go-cty cty/function/stdlib/string.go; buildx bake/hclparser/stdlib.go. */
export const textFunctions: FunctionTable = [
  ['upper', ofStrings((text = '') => text.toUpperCase())],
  ['lower', ofStrings((text = '') => text.toLowerCase())],
  ['title', ofStrings((text = '') => text.replaceAll(/(?<![\p{L}\p{N}_'])\p{L}/gu, (letter) => letter.toUpperCase()))],
  ['chomp', ofStrings((text = '') => text.replace(/[\r\n]+$/, ''))],
  ['trim', ofStrings((text = '', set = '') => edgesOf(text, set))],
  ['trimspace', ofStrings((text = '') => text.trim())],
  ['reverse', ofStrings((text = '') => Array.from(text).reverse().join(''))],
  ['replace', replace],
  ['sanitize', ofStrings((text = '') => text.replaceAll(/[^\w-]/gu, '_'))],
  ['basename', ofStrings((path = '') => /([^/]*)\/*$/.exec(path)?.[1] ?? path)],
  ['dirname', ofStrings((path = '') => /^(.+)\/[^/]*$/.exec(path)?.[1] ?? (path.startsWith('/') ? '/' : '.'))],
  ['urlencode', ofStrings(queryEscaped)],
  ['trimprefix', trimmed('prefix')],
  ['trimsuffix', trimmed('suffix')],
  ['split', split],
  ['join', join],
  ['format', format],
  ['formatlist', formatList],
  ['substr', substr],
  ['strlen', strlen],
];

import { type Hole, holesOf, joinTexts, knownString, literal, sliceText, type Text } from '../../value/index.ts';
import { symbolOf } from '../state/symbols.ts';
import { bareName } from './file-names.ts';
import { isCostly, patternSource, quotedPattern } from './pattern.ts';

/** `${X#pattern}` and `${X%pattern}`; `undefined` where the result is not known. */
export function removeAffix(
  text: Text,
  operator: '#' | '##' | '%' | '%%',
  pattern: string | undefined,
): Text | undefined {
  if (pattern === undefined) return undefined;
  const known = knownString(text);
  const isHead = operator.startsWith('#');
  if (known === undefined) {
    if (operator === '##' && pattern === '*/') return bareName(text);
    return isLiteral(pattern) ? withoutLiteral(text, plain(pattern), isHead) : undefined;
  }
  const source = patternSource(pattern, operator.length === 1);
  if (source === undefined || isCostly(source, known)) return undefined;
  if (isHead) return literal(known.replace(new RegExp(`^(?:${source})`), ''), text.span);
  return literal(withoutTail(known, patternSource(pattern) ?? source, operator), text.span);
}

/** The shortest or longest tail that matches is found by trying, since a regular expression looks from the left. */
function withoutTail(known: string, source: string, operator: '#' | '##' | '%' | '%%'): string {
  if (known.length > 5000) return known.replace(new RegExp(`(?:${source})$`), '');
  const pattern = new RegExp(`^(?:${source})$`);
  const starts = Array.from({ length: known.length + 1 }, (_, index) => index);
  const ordered = operator === '%%' ? starts : starts.toReversed();
  const start = ordered.find((at) => pattern.test(known.slice(at)));
  return start === undefined ? known : known.slice(0, start);
}

const isLiteral = (pattern: string): boolean => pattern === quotedPattern(plain(pattern)) || !/[*?[\\]/.test(pattern);
const plain = (pattern: string): string => pattern.replace(/\\(.)/gs, '$1');

/** A literal taken off the end of a text with holes, where the text there is known. */
function withoutLiteral(text: Text, affix: string, isHead: boolean): Text | undefined {
  const edge = isHead ? text.parts[0] : text.parts.at(-1);
  if (typeof edge !== 'string') return undefined;
  const isThere = isHead ? edge.startsWith(affix) : edge.endsWith(affix);
  if (!isThere) return edge.length >= affix.length ? text : undefined;
  if (isHead) return sliceText(text, affix.length);
  const parts = [...text.parts.slice(0, -1), edge.slice(0, edge.length - affix.length)];
  return { ...text, parts: parts.filter((part) => part !== '') };
}

/** A replacement as the script asks for it; what is not known is `undefined`. */
export interface Replacement {
  readonly operator: '/' | '//' | '/#' | '/%';
  readonly pattern: string | undefined;
  readonly replacement: Text;
}

/** `${X/pattern/replacement}`; `undefined` where the result is not known. */
export function replaceIn(text: Text, { operator, pattern, replacement }: Replacement): Text | undefined {
  if (pattern === '') return putAtEdge(text, operator, replacement);
  const known = knownString(text);
  const by = knownString(replacement);
  const source = pattern === undefined ? undefined : patternSource(pattern);
  if (known === undefined || by === undefined || source === undefined || isCostly(source, known)) return undefined;
  const head = operator === '/#' ? '^' : '';
  const tail = operator === '/%' ? '$' : '';
  const search = new RegExp(`${head}(?:${source})${tail}`, operator === '//' ? 'g' : '');
  return literal(
    // Behind a match that reaches to the end of the text there is no further one.
    known.replace(search, (match) => (match === '' && known !== '' ? '' : by)),
    text.span,
  );
}

/** `${X/#/before}` and `${X/%/behind}`; nothing is put at other places. */
function putAtEdge(text: Text, operator: Replacement['operator'], put: Text): Text {
  if (operator === '/#') return joinTexts([put, text], text.span);
  return operator === '/%' ? joinTexts([text, put], text.span) : text;
}

/** `${X,,}`, `${X^^}`, `${X,}`, `${X^}`: letter by letter, so also around holes. */
export function changeCase(text: Text, operator: '^' | '^^' | ',' | ',,'): Text | undefined {
  const change = operator.startsWith('^') ? toUpper : toLower;
  if (operator.length === 2) return { ...text, parts: text.parts.map((part) => changePart(part, operator, change)) };
  const [first, ...others] = text.parts;
  if (first === undefined) return text;
  return typeof first === 'string'
    ? { ...text, parts: [change(first.slice(0, 1)) + first.slice(1), ...others] }
    : undefined;
}

const toUpper = (word: string): string => word.toUpperCase();
const toLower = (word: string): string => word.toLowerCase();

const changePart = (part: string | Hole, operator: string, change: (word: string) => string): string | Hole =>
  typeof part === 'string'
    ? change(part)
    : { ...part, symbol: symbolOf(`\${${operator}}`, part.symbol), shown: `\${${part.shown}${operator}}` };

/** `${X:offset:length}`. Source: docs.gitlab.com: CI_COMMIT_SHORT_SHA is the first eight characters of CI_COMMIT_SHA. */
export function slice(
  text: Text,
  { offset, length, shortSha }: { readonly offset: number; readonly length: number; readonly shortSha: () => Text },
): Text | undefined {
  const known = knownString(text);
  if (known !== undefined) {
    const from = offset < 0 ? known.length + offset : offset;
    if (from < 0) return literal('', text.span);
    const to = length < 0 ? known.length + length : from + length;
    return literal(known.slice(from, to), text.span);
  }
  const [only] = holesOf(text);
  const isSha = text.parts.length === 1 && only?.symbol === 'CI_COMMIT_SHA';
  return isSha && offset === 0 && length === 8 ? shortSha() : undefined;
}

import type { Span } from '../../source/source-file.ts';
import { joinTexts, knownString, literal, type Text } from '../../value/index.ts';
import { type BakeValue, numberOf, textOf } from '../bake-value.ts';

/**
 * `format(pattern, …)`, for the verbs that bake files use: `%s`, `%v`, `%d` and `%q` without holes, widths of known
 * values, and `%%`. `undefined` for any other.
 *
 * Source: go-cty cty/function/stdlib/format.go.
 */
export function formatText(pattern: string, values: readonly BakeValue[], span: Span): Text | undefined {
  const pieces = pattern.split(/(%(?:%|[-+ 0]*\d*[a-zA-Z]))/);
  const texts: Text[] = [];
  let next = 0;
  for (const piece of pieces) {
    if (!piece.startsWith('%') || piece === '%%') {
      texts.push(literal(piece === '%%' ? '%' : piece, span));
      continue;
    }
    const value = values[next];
    next += 1;
    const text = value === undefined ? undefined : formatted(piece, value, span);
    if (text === undefined) return undefined;
    texts.push(text);
  }
  return joinTexts(texts, span);
}

function formatted(verb: string, value: BakeValue, span: Span): Text | undefined {
  const text = textOf(value);
  const letter = verb.at(-1);
  if (text === undefined) return undefined;
  if (verb === '%s' || verb === '%v') return text;
  const known = knownString(text);
  if (known === undefined) return undefined;
  if (letter === 'q' && verb === '%q') return literal(JSON.stringify(known), span);
  const isNumber = letter === 'd' && numberOf(value) !== undefined;
  const width = /^%(-?)(0?)(\d+)[sdv]$/.exec(verb);
  if (verb === '%d') return isNumber ? literal(known, span) : undefined;
  if (width === null || (letter === 'd' && !isNumber)) return undefined;
  const [, left, zero, columns = '0'] = width;
  const count = Math.min(Number(columns), 1000);
  return literal(left === '-' ? known.padEnd(count) : known.padStart(count, zero === '0' ? '0' : ' '), span);
}

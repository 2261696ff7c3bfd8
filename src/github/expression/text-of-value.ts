import type { Span } from '../../source/source-file.ts';
import { type Hole, knownString, literal, type Text } from '../../value/index.ts';
import { numberText } from './coerce.ts';
import type { GithubValue } from './github-value.ts';
import { possibleValues } from './possible-values.ts';

/**
 * The value as the string that GitHub puts in place of an expression, as a text of the place `at`. Arrays and objects have
 * none but their names.
 *
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (functions).
 */
export function textOfValue(value: GithubValue, at: Span): Text {
  switch (value.is) {
    case 'text':
      return { parts: value.text.parts, span: at };
    case 'hidden':
      return { parts: [holeOfHidden(value, at)], span: at };
    case 'null':
      return literal('', at);
    case 'boolean':
      return literal(String(value.value), at);
    case 'number':
      return literal(numberText(value.value), at);
    default:
      return literal(value.is === 'array' ? 'Array' : 'Object', at);
  }
}

/** The hole of a hidden value, with the strings that it can be where those are few. */
function holeOfHidden(value: Extract<GithubValue, { readonly is: 'hidden' }>, at: Span): Hole {
  const strings = (possibleValues(value) ?? []).map((one) => knownString(textOfValue(one, at)));
  const among = strings.filter((string) => string !== undefined);
  const isComplete = among.length > 0 && among.length === strings.length;
  return isComplete ? { ...value.hole, among: [...new Set(among)] } : value.hole;
}

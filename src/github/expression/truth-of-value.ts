import { causesIn, known, type Truth, unknown, yes } from '../../value/index.ts';
import type { GithubValue } from './github-value.ts';
import { possibleValues } from './possible-values.ts';

/**
 * Whether GitHub takes a value for true: all but `false`, `0`, `NaN`, the empty string and null.
 *
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (literals).
 */
export function truthOf(value: GithubValue): Truth {
  const decided = agreed(possibleValues(value)?.map(truthOf));
  if (decided !== undefined) return decided;
  switch (value.is) {
    case 'null':
      return known(false);
    case 'boolean':
      return known(value.value);
    case 'number':
      return known(value.value !== 0 && !Number.isNaN(value.value));
    case 'text':
      if (value.text.parts.some((part) => typeof part === 'string' && part !== '')) return yes;
      return value.text.parts.length === 0 ? known(false) : unknown(...causesIn(value.text));
    case 'hidden':
      return unknown(value.hole.cause);
    default:
      return yes;
  }
}

/** The truth that all of them have, if it is known and they are some. */
function agreed(truths: readonly Truth[] | undefined): Truth | undefined {
  const [first, ...others] = truths ?? [];
  return first !== undefined && first.is !== 'unknown' && others.every(({ is }) => is === first.is) ? first : undefined;
}

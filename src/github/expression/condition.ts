import type { EmbeddedText } from '../../source/embedded-text.ts';
import { known, type Truth, unknown, yes } from '../../value/index.ts';
import { evaluateExpression } from './evaluate.ts';
import type { Contexts, GithubValue } from './github-value.ts';

/** Whether the condition of an `if` holds, with or without `${{ }}`; without one of the status functions `success() &&` stands before it. */
export function conditionOf(text: EmbeddedText | undefined, contexts: Contexts): Truth {
  return text === undefined ? yes : truthOf(evaluateExpression(text, contexts));
}

/** Whether GitHub takes a value for true: everything but `false`, `0`, `NaN`, the empty string and null. */
export function truthOf(value: GithubValue): Truth {
  if (value.is === 'hidden') return unknown(value.hole.cause);
  return known(value.is === 'boolean' ? value.value : value.is !== 'null');
}

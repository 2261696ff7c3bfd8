import type { EmbeddedText } from '../../source/embedded-text.ts';
import { all, known, no, type Truth } from '../../value/index.ts';
import { asksForStatus } from '../presence/written-condition.ts';
import { evaluateExpression } from './evaluate.ts';
import type { Contexts } from './github-value.ts';
import { piecesOf } from './pieces.ts';
import { truthOf } from './truth-of-value.ts';
import { valueOfWritten } from './written.ts';

export { truthOf } from './truth-of-value.ts';

/**
 * Whether the condition of an `if` holds, with or without `${{ }}`. One that asks for none of `success()`, `always()`,
 * `cancelled()`, `failure()` holds only after success. Text around `${{ }}` makes it a string, which is true if it is not empty.
 *
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (status check functions).
 */
export function conditionOf(text: EmbeddedText | undefined, contexts: Contexts): Truth {
  if (text === undefined || text.text.trim() === '') return success(text, contexts);
  const pieces = piecesOf(text);
  const isBare = pieces.every(({ is }) => is === 'literal');
  const value = isBare ? evaluateExpression(text, contexts) : valueOfWritten(text, contexts);
  const truth = truthOf(value);
  return asksForStatus(text) ? truth : all([success(text, contexts), truth]);
}

/** A setting that is true or false, as `continue-on-error`: a word, or what an expression is worth. */
export function flagOf(text: EmbeddedText | undefined, contexts: Contexts): Truth {
  if (text === undefined) return no;
  const isWord = piecesOf(text).every(({ is }) => is === 'literal');
  return isWord ? known(text.text.trim().toLowerCase() === 'true') : truthOf(valueOfWritten(text, contexts));
}

/** Whether the steps, or the needed jobs, before have succeeded. */
function success(text: EmbeddedText | undefined, contexts: Contexts): Truth {
  const value = text === undefined ? undefined : contexts.call('success', [], text.span);
  return value === undefined ? { is: 'yes' } : truthOf(value);
}

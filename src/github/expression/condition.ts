import type { EmbeddedText } from '../../source/embedded-text.ts';
import { type GithubNode, parseGithubExpression } from '../../syntax/github-expression.ts';
import { all, type Truth } from '../../value/index.ts';
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
  const sources = isBare
    ? [text.text]
    : pieces.flatMap((piece) => (piece.is === 'expression' ? [piece.source.text] : []));
  const truth = truthOf(value);
  return sources.some(asksForStatus) ? truth : all([success(text, contexts), truth]);
}

/** Whether the steps, or the needed jobs, before have succeeded. */
function success(text: EmbeddedText | undefined, contexts: Contexts): Truth {
  const value = text === undefined ? undefined : contexts.call('success', [], text.span);
  return value === undefined ? { is: 'yes' } : truthOf(value);
}

const statusFunctions: ReadonlySet<string> = new Set(['success', 'always', 'cancelled', 'failure']);

function asksForStatus(source: string): boolean {
  if (!/\b(?:success|always|cancelled|failure)\b/i.test(source)) return false;
  const { root } = parseGithubExpression(source);
  const waiting = root === undefined ? [] : [root];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.kind === 'call' && statusFunctions.has(node.name.toLowerCase())) return true;
    waiting.push(...childrenOf(node));
  }
  return false;
}

function childrenOf(node: GithubNode): readonly GithubNode[] {
  switch (node.kind) {
    case 'call':
      return node.args;
    case 'index':
      return [node.of, node.index];
    case 'filter':
      return [node.of];
    case 'not':
      return [node.operand];
    case 'and':
    case 'or':
      return node.operands;
    case 'compare':
      return [node.left, node.right];
    default:
      return [];
  }
}

import type { EmbeddedText } from '../../source/embedded-text.ts';
import { childrenOf, type GithubNode } from '../../syntax/github-expression.ts';
import { parsedExpression } from '../expression/parsed.ts';
import { piecesOf } from '../expression/pieces.ts';

/** An `if` taken apart. */
export interface WrittenCondition {
  /** The expression without `${{ }}`. */
  readonly source: EmbeddedText;
  readonly root: GithubNode;
}

/** The expression of an `if`; `undefined` for one that is a text with expressions in it, or does not parse, or is empty. */
export function writtenCondition(condition: EmbeddedText): WrittenCondition | undefined {
  const pieces = piecesOf(condition).filter((piece) => piece.is === 'expression' || piece.written.text.trim() !== '');
  const [piece] = pieces;
  if (piece === undefined || pieces.length > 1) return undefined;
  const source = piece.is === 'expression' ? piece.source : condition;
  const { root } = parsedExpression(source);
  return root === undefined ? undefined : { source, root };
}

/**
 * Whether a condition asks how other jobs ended, so that the job may run without them: it calls `always()`, `cancelled()`,
 * `failure()` or `success()`.
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions (status check functions).
 */
export function asksForStatus(condition: EmbeddedText | undefined): boolean {
  if (condition === undefined) return false;
  const roots = piecesOf(condition).flatMap((piece) => {
    const { root } = parsedExpression(piece.is === 'expression' ? piece.source : piece.written);
    return root === undefined ? [] : [root];
  });
  return roots.some(holdsStatusCall);
}

const statusFunctions: ReadonlySet<string> = new Set(['always', 'cancelled', 'failure', 'success']);

/** The parser bounds how deep an expression is. */
const holdsStatusCall = (node: GithubNode): boolean =>
  (node.kind === 'call' && statusFunctions.has(node.name.toLowerCase())) || childrenOf(node).some(holdsStatusCall);

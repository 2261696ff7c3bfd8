import { allOf, always, anyOf, type Formula, never, notOf } from '../../model/presence/formula.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { GithubNode } from '../../syntax/github-expression.ts';
import type { Truth } from '../../value/index.ts';
import { conditionOf, truthOf } from '../expression/condition.ts';
import { evaluateExpression } from '../expression/evaluate.ts';
import type { Contexts } from '../expression/github-value.ts';
import { expressionKey } from './expression-key.ts';
import { writtenCondition } from './written-condition.ts';

/** When the `if` of a job holds: what is known is worked out, what is not stays open under a key of its own. */
export function conditionFormula(condition: EmbeddedText | undefined, contexts: Contexts): Formula {
  const truth = conditionOf(condition, contexts);
  if (condition === undefined || truth.is !== 'unknown') return formulaOf(truth, '');
  const written = writtenCondition(condition);
  if (written === undefined) return formulaOf(truth, condition.text.trim());
  return nodeFormula(written.root, (node) =>
    truthOf(evaluateExpression(written.source.slice(node.start, node.end), contexts)),
  );
}

/** The parser bounds how deep an expression is. */
function nodeFormula(node: GithubNode, truthAt: (node: GithubNode) => Truth): Formula {
  const truth = truthAt(node);
  if (truth.is !== 'unknown') return formulaOf(truth, '');
  const inner = (one: GithubNode): Formula => nodeFormula(one, truthAt);
  if (node.kind === 'and') return allOf(...node.operands.map(inner));
  if (node.kind === 'or') return anyOf(...node.operands.map(inner));
  if (node.kind === 'not') return notOf(inner(node.operand));
  if (node.kind === 'compare' && node.operator === '!=') {
    return notOf(formulaOf(truth, expressionKey({ ...node, operator: '==' })));
  }
  return formulaOf(truth, expressionKey(node));
}

function formulaOf(truth: Truth, key: string): Formula {
  if (truth.is === 'unknown') return { is: 'open', key, causes: truth.causes };
  return truth.is === 'yes' ? always : never;
}

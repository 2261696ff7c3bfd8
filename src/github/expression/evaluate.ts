import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { GithubNode } from '../../syntax/github-expression.ts';
import { literal } from '../../value/index.ts';
import { filterOf, indexOf } from './access.ts';
import { compareValues } from './compare.ts';
import { callFunction } from './functions.ts';
import type { Contexts, GithubValue } from './github-value.ts';
import { evaluateCase, evaluateLogic } from './logic.ts';
import { parsedExpression } from './parsed.ts';
import { derive, placeOf, type Scene, shownNode } from './scene.ts';
import { truthOf } from './truth-of-value.ts';

/**
 * What an expression, without `${{ }}`, is worth where `contexts` say what its names stand for. What is not known before the run
 * makes a hidden value, unless the rest decides. An expression that GitHub refuses is hidden, too.
 *
 * Source: docs.github.com/actions/reference/evaluate-expressions-in-workflows-and-actions.
 */
export function evaluateExpression(source: EmbeddedText, contexts: Contexts): GithubValue {
  const { root, errors } = parsedExpression(source);
  if (root !== undefined) return valueOfNode({ source, contexts }, root);
  const shown = `\${{ ${source.text.trim()} }}`;
  const because = `GitHub does not take \`${shown}\` (${errors[0]?.message ?? 'no expression'})`;
  return hiddenAt(shown, because, source);
}

function hiddenAt(shown: string, because: string, { span }: EmbeddedText): GithubValue {
  const symbol = `${shown}@${span.file.path}:${span.start}`;
  return { is: 'hidden', hole: { symbol, shown, cause: { kind: 'syntax', because, at: span } } };
}

/** The value of a node. The tree is not deeper than the parser allows. */
function valueOfNode(scene: Scene, node: GithubNode): GithubValue {
  const evaluate = (child: GithubNode): GithubValue => valueOfNode(scene, child);
  switch (node.kind) {
    case 'null':
      return { is: 'null' };
    case 'boolean':
      return { is: 'boolean', value: node.value };
    case 'number':
      return { is: 'number', value: node.value };
    case 'string':
      return { is: 'text', text: literal(node.value, contentOf(scene, node)) };
    case 'context':
      return scene.contexts.contextOf(node.name, placeOf(scene, node)) ?? unknownName(scene, node, node.name);
    case 'index':
      return indexOf(scene, node, evaluate);
    case 'filter':
      return filterOf(scene, node, evaluate);
    case 'not':
      return notOf(scene, node, evaluate(node.operand));
    case 'and':
    case 'or':
      return evaluateLogic(scene, node, evaluate);
    case 'compare':
      return derive(scene, node, {
        operation: node.operator,
        args: [evaluate(node.left), evaluate(node.right)],
        results: ([left = nothing, right = nothing]) => booleans(compareValues(node.operator, left, right)),
      });
    case 'call':
      return callOf(scene, node, evaluate);
  }
}

const nothing: GithubValue = { is: 'null' };

/** The text between the quotes of a string; the whole node where it is a property's name. */
function contentOf({ source }: Scene, { start, end }: GithubNode) {
  const opening = source.text.slice(start, end).indexOf("'");
  return opening === -1
    ? source.spanOf(start, end)
    : source.spanOf(start + opening + 1, source.text.lastIndexOf("'", end - 1));
}

const notOf = (scene: Scene, node: GithubNode, operand: GithubValue): GithubValue =>
  derive(scene, node, {
    operation: '!',
    args: [operand],
    results: ([value = nothing]) => {
      const truth = truthOf(value);
      return booleans(truth.is === 'unknown' ? undefined : truth.is === 'no');
    },
  });

/** A boolean, or both of them. */
const booleans = (value: boolean | undefined): readonly GithubValue[] =>
  (value === undefined ? [true, false] : [value]).map((one) => ({ is: 'boolean', value: one }));

type Call = Extract<GithubNode, { readonly kind: 'call' }>;

function callOf(scene: Scene, node: Call, evaluate: (child: GithubNode) => GithubValue): GithubValue {
  const name = node.name.toLowerCase();
  if (name === 'case') return evaluateCase(scene, node, evaluate);
  const args = node.args.map(evaluate);
  const value = callFunction(scene, node, args) ?? scene.contexts.call(name, args, placeOf(scene, node));
  return value ?? unknownName(scene, node, `${node.name}()`);
}

function unknownName(scene: Scene, node: GithubNode, name: string): GithubValue {
  const { source } = scene;
  const because = `there is no \`${name}\` where GitHub evaluates \`${shownNode(scene, node)}\``;
  return hiddenAt(shownNode(scene, node), because, source.slice(node.start, node.end));
}

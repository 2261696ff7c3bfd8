import type { GithubNode } from '../../syntax/github-expression.ts';

/**
 * One string for expressions that mean the same and differ in blanks, parentheses, the case of names, `.name` or `['name']`, or
 * the order around `==`.
 */
export function expressionKey(node: GithubNode): string {
  switch (node.kind) {
    case 'null':
      return 'null';
    case 'boolean':
    case 'number':
      return String(node.value);
    case 'string':
      return `'${node.value.replaceAll("'", "''")}'`;
    case 'context':
      return node.name.toLowerCase();
    case 'call':
      return `${node.name.toLowerCase()}(${node.args.map(expressionKey).join(', ')})`;
    case 'index':
      return `${expressionKey(node.of)}[${indexKey(node.index)}]`;
    case 'filter':
      return `${expressionKey(node.of)}[*]`;
    case 'not':
      return `!${expressionKey(node.operand)}`;
    case 'and':
    case 'or':
      return `(${node.operands.map(expressionKey).join(node.kind === 'and' ? ' && ' : ' || ')})`;
    case 'compare':
      return comparisonKey(node);
  }
}

/** Properties have no case. */
const indexKey = (node: GithubNode): string =>
  node.kind === 'string' ? expressionKey(node).toLowerCase() : expressionKey(node);

function comparisonKey({ operator, left, right }: Extract<GithubNode, { readonly kind: 'compare' }>): string {
  const operands = [expressionKey(left), expressionKey(right)];
  const isSymmetric = operator === '==' || operator === '!=';
  return `(${(isSymmetric ? operands.toSorted() : operands).join(` ${operator} `)})`;
}

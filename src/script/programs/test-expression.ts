import type { TestExpression, Word } from '../../syntax/shell.ts';
import { all, any, known, knownString, literal, not, type Text, type Truth, unknown } from '../../value/index.ts';
import { placeOf, type Shell } from '../state/shell.ts';
import { decided, type Status } from '../state/status.ts';
import { expandPattern, expandText } from '../words/expand-word.ts';
import { matchesPattern } from '../words/pattern.ts';
import { binary, testKey, unary } from './test-command.ts';

/** The answer of `[[ … ]]`. Source: gnu.org/software/bash/manual, Conditional Constructs. */
export function testExpression(shell: Shell, expression: TestExpression): Status {
  const words: Text[] = [];
  const truth = answer(shell, expression, words);
  if (truth.is !== 'unknown') return decided(truth.is === 'yes');
  return { is: 'undecided', key: testKey(shell, words) };
}

/** Collects the texts of the question in `words`, for its key. */
function answer(shell: Shell, node: TestExpression, words: Text[]): Truth {
  switch (node.type) {
    case 'TestGroup':
      return answer(shell, node.expression, words);
    case 'TestNot': {
      words.push(literal(node.negations.length % 2 === 1 ? '!' : '', placeOf(shell, node)));
      const inner = answer(shell, node.operand, words);
      return node.negations.length % 2 === 1 ? not(inner) : inner;
    }
    case 'TestLogical': {
      words.push(literal(`${node.operator} ${node.operands.length}`, placeOf(shell, node)));
      const parts = node.operands.map((operand) => answer(shell, operand, words));
      return node.operator === '&&' ? all(parts) : any(parts);
    }
    case 'TestUnary': {
      const operand = expandText(shell, node.operand);
      words.push(literal(node.operator, operand.span), operand);
      return unary(node.operator, operand);
    }
    case 'TestBinary': {
      const left = expandText(shell, node.left);
      const right = expandText(shell, node.right);
      // Quotes make of a pattern a text.
      words.push(left, literal(node.operator, left.span), right, literal(node.right.text, right.span));
      return compare(shell, { operator: node.operator, left, right, pattern: node.right });
    }
  }
}

interface Comparison {
  readonly operator: string;
  readonly left: Text;
  readonly right: Text;
  readonly pattern: Word;
}

function compare(shell: Shell, { operator, left, right, pattern }: Comparison): Truth {
  const value = knownString(left);
  if (operator === '=~') return searched(value, expressionOf(right, pattern), left);
  if (!/^[!=]?=$/.test(operator)) return binary(operator, left, right);
  const expanded = expandPattern(shell, pattern);
  const isPlain = expanded !== undefined && !/[*?[\\]/.test(expanded);
  if (isPlain || expanded === undefined) return binary(operator, left, right);
  const matches = value === undefined ? undefined : matchesPattern(value, expanded);
  if (matches === undefined) return open(left);
  return known(matches === (operator !== '!='));
}

/** The expression behind `=~`: as written where backslashes belong to it; `undefined` where quotes take away the meaning of characters. */
function expressionOf(right: Text, { text }: Word): string | undefined {
  if (!/["'\\]/.test(text)) return knownString(right);
  return /["'`]|\$[\w{(]/.test(text) ? undefined : text;
}

/** `=~`: decided for expressions of letters, dots, anchors and simple groups, which all engines read alike. */
function searched(value: string | undefined, expression: string | undefined, at: Text): Truth {
  if (value === undefined || expression === undefined || value.length > 1000) return open(at);
  if (
    !/^\^?(?:[\w ./:@|()-]|\\[.+*?]|\[[\w.-]+\][+*]?|\.[*+])*\$?$/.test(expression) ||
    /[*+].*[*+].*[*+]/.test(expression)
  )
    return open(at);
  try {
    return known(new RegExp(expression).test(value));
  } catch {
    return open(at);
  }
}

const open = ({ span }: Text): Truth =>
  unknown({ kind: 'rules', because: 'the shell answers it at run time', at: span });

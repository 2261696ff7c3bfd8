import type { Span } from '../source/source-file.ts';
import type { ArithmeticExpression } from '../syntax/shell.ts';
import { knownString, literal, type Text, textKey } from '../value/index.ts';
import { expandParts } from './expand-word.ts';
import { freshHole, placeOf, type Shell } from './shell.ts';
import { withText } from './shell-state.ts';
import { derivedHole, symbolOf } from './symbols.ts';
import { textOf, valueOf } from './variable-value.ts';

/** The value of `$(( … ))`: a number where all operands are known, otherwise a hole made of them. */
export function arithmeticText(
  shell: Shell,
  expression: ArithmeticExpression | undefined,
  shown: string,
  at: Span,
): Text {
  const operands: Text[] = [];
  const result = expression === undefined ? undefined : evaluate(shell, expression, operands);
  if (result !== undefined) return literal(`${result}`, at);
  return derivedHole(symbolOf(shown, shell.input.scope, ...operands.map(textKey)), shown, operands, at);
}

/** The number an expression comes to, its assignments made; `undefined` if an operand is not known. */
export function evaluate(shell: Shell, node: ArithmeticExpression, operands: Text[] = []): number | undefined {
  switch (node.type) {
    case 'ArithmeticGroup':
      return evaluate(shell, node.expression, operands);
    case 'ArithmeticWord':
      return numberOf(shell, node, operands);
    case 'ArithmeticUnary':
      return unary(shell, node, operands);
    case 'ArithmeticTernary': {
      const test = evaluate(shell, node.test, operands);
      if (test === undefined) return undefined;
      return evaluate(shell, test === 0 ? node.alternate : node.consequent, operands);
    }
    case 'ArithmeticBinary':
      return binary(shell, node, operands);
    case 'ArithmeticCommandExpansion':
      return undefined;
  }
}

type NodeOf<T> = Extract<ArithmeticExpression, { type: T }>;

function numberOf(shell: Shell, node: NodeOf<'ArithmeticWord'>, operands: Text[]): number | undefined {
  const at = placeOf(shell, node);
  const text = node.parts === undefined ? nameOrNumber(shell, node.value, at) : expandParts(shell, node.parts, at);
  const known = knownString(text)?.trim();
  if (known === '') return 0;
  if (known !== undefined && /^-?(?:[1-9]\d{0,14}|0)$/.test(known)) return Number(known);
  operands.push(text);
  return undefined;
}

const nameOrNumber = (shell: Shell, word: string, at: Span): Text =>
  /^[A-Za-z_]\w*$/.test(word) ? textOf(valueOf(shell, word, at), at) : literal(word, at);

function unary(shell: Shell, node: NodeOf<'ArithmeticUnary'>, operands: Text[]): number | undefined {
  const value = evaluate(shell, node.operand, operands);
  if (node.operator === '++' || node.operator === '--') {
    const step = node.operator === '++' ? 1 : -1;
    assign(shell, node.operand, value === undefined ? undefined : value + step);
    return value === undefined || !node.prefix ? value : value + step;
  }
  if (value === undefined) return undefined;
  if (node.operator === '-') return -value;
  if (node.operator === '!') return value === 0 ? 1 : 0;
  return node.operator === '+' ? value : undefined;
}

function binary(shell: Shell, node: NodeOf<'ArithmeticBinary'>, operands: Text[]): number | undefined {
  const { operator } = node;
  const isAssignment = /^(?:[-+*/%]|<<|>>|[&^|])?=$/.test(operator);
  const left = operator === '=' ? 0 : evaluate(shell, node.left, operands);
  const right = evaluate(shell, node.right, operands);
  const combine =
    operator === '=' ? (_: number, b: number) => b : binaries[isAssignment ? operator.slice(0, -1) : operator];
  const result = left === undefined || right === undefined ? undefined : combine?.(left, right);
  const value = result === undefined || !Number.isSafeInteger(result) ? undefined : result;
  if (isAssignment) assign(shell, node.left, value);
  return value;
}

/** Source: gnu.org/software/bash/manual, Shell Arithmetic. Bits and powers are left out: sizes differ by shell. */
const binaries: Readonly<Record<string, (a: number, b: number) => number>> = {
  '+': (a, b) => a + b,
  '-': (a, b) => a - b,
  '*': (a, b) => a * b,
  '/': (a, b) => (b === 0 ? Number.NaN : Math.trunc(a / b)),
  '%': (a, b) => (b === 0 ? Number.NaN : a % b),
  '<': (a, b) => Number(a < b),
  '<=': (a, b) => Number(a <= b),
  '>': (a, b) => Number(a > b),
  '>=': (a, b) => Number(a >= b),
  '==': (a, b) => Number(a === b),
  '!=': (a, b) => Number(a !== b),
  '&&': (a, b) => Number(a !== 0 && b !== 0),
  '||': (a, b) => Number(a !== 0 || b !== 0),
  ',': (_, b) => b,
};

function assign(shell: Shell, target: ArithmeticExpression, value: number | undefined): void {
  if (target.type !== 'ArithmeticWord' || !/^[A-Za-z_]\w*$/.test(target.value)) return;
  const at = placeOf(shell, target);
  const shown = `$${target.value}`;
  const text =
    value === undefined ? freshHole(shell, shown, `\`${shown}\` is counted at run time`, at) : literal(`${value}`, at);
  shell.state = withText(shell.state, target.value, text);
}

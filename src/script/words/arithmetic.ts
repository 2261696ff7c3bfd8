import type { Span } from '../../source/source-file.ts';
import type { ArithmeticExpression } from '../../syntax/shell.ts';
import { knownString, literal, open, type Text, textKey } from '../../value/index.ts';
import { freshHole, placeOf, type Shell } from '../state/shell.ts';
import { withText, withVariable } from '../state/shell-state.ts';
import { derivedHole, symbolOf } from '../state/symbols.ts';
import { textOf, valueOf } from '../state/variable-value.ts';
import { expandParts } from './expand-word.ts';

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

/** Longer expressions, in UTF-16 code units, are not followed: their trees may be as deep. */
const longest = 4_000;

/**
 * The number an expression comes to, its assignments made; `undefined` if an operand is not known. All operands that it is
 * made of are added to `operands`.
 */
export function evaluate(shell: Shell, node: ArithmeticExpression, operands: Text[] = []): number | undefined {
  if (node.end - node.pos > longest) return unfollowed(shell, node, operands);
  switch (node.type) {
    case 'ArithmeticGroup':
      return evaluate(shell, node.expression, operands);
    case 'ArithmeticWord':
      return numberOf(shell, node, operands);
    case 'ArithmeticUnary':
      return unary(shell, node, operands);
    case 'ArithmeticTernary':
      return ternary(shell, node, operands);
    case 'ArithmeticBinary':
      return binary(shell, node, operands);
    case 'ArithmeticCommandExpansion':
      return unfollowed(shell, node, operands);
  }
}

/** What is worth another number at each use. */
function unfollowed(shell: Shell, node: ArithmeticExpression, operands: Text[]): number | undefined {
  for (const target of targetsIn(node)) assign(shell, target, undefined);
  operands.push(freshHole(shell, '$(( … ))', 'the shell computes the number at run time', placeOf(shell, node)));
  return undefined;
}

type NodeOf<T> = Extract<ArithmeticExpression, { type: T }>;

function numberOf(shell: Shell, node: NodeOf<'ArithmeticWord'>, operands: Text[]): number | undefined {
  const at = placeOf(shell, node);
  const word = node.parts === undefined ? literal(node.value, at) : expandParts(shell, node.parts, at);
  const name = variableIn.exec(knownString(word)?.trim() ?? '')?.[1];
  const text = name === undefined ? word : textOf(valueOf(shell, name, at), at);
  operands.push(text);
  const known = knownString(text)?.trim();
  if (known === '') return 0;
  if (known !== undefined && /^-?(?:[1-9]\d{0,14}|0)$/.test(known)) return Number(known);
  // An expression as the value of a variable, or an item of a list: its own operands are not looked for.
  return known !== undefined && /[A-Za-z_]/.test(known) ? unfollowed(shell, node, operands) : undefined;
}

/** A name, also behind `$`: the parser gives no parts for words in parentheses. */
const variableIn = /^(?:\$\{?)?([A-Za-z_]\w*)\}?$/;

function ternary(shell: Shell, node: NodeOf<'ArithmeticTernary'>, operands: Text[]): number | undefined {
  const test = evaluate(shell, node.test, operands);
  if (test !== undefined) return evaluate(shell, test === 0 ? node.alternate : node.consequent, operands);
  perhaps(shell, node.consequent, operands);
  perhaps(shell, node.alternate, operands);
  return undefined;
}

/** Evaluates what may be left out, so that nobody knows what the variables are that it sets. */
function perhaps(shell: Shell, node: ArithmeticExpression, operands: Text[]): number | undefined {
  const value = evaluate(shell, node, operands);
  for (const target of targetsIn(node)) assign(shell, target, undefined);
  return value;
}

/** What an expression may assign to. */
function targetsIn(expression: ArithmeticExpression): readonly ArithmeticExpression[] {
  const targets: ArithmeticExpression[] = [];
  const left = [expression];
  for (let node = left.pop(); node !== undefined; node = left.pop()) {
    if (node.type === 'ArithmeticGroup') left.push(node.expression);
    else if (node.type === 'ArithmeticUnary') (isStep(node) ? targets : left).push(node.operand);
    else if (node.type === 'ArithmeticTernary') left.push(node.test, node.consequent, node.alternate);
    else if (node.type === 'ArithmeticBinary') {
      (isAssignment(node) ? targets : left).push(node.left);
      left.push(node.right);
    }
  }
  return targets;
}

const isStep = ({ operator }: NodeOf<'ArithmeticUnary'>): boolean => operator === '++' || operator === '--';

const isAssignment = ({ operator }: NodeOf<'ArithmeticBinary'>): boolean =>
  /^(?:[-+*/%]|<<|>>|[&^|])?=$/.test(operator);

function unary(shell: Shell, node: NodeOf<'ArithmeticUnary'>, operands: Text[]): number | undefined {
  const value = evaluate(shell, node.operand, operands);
  if (isStep(node)) {
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
  if (operator === '&&' || operator === '||') return logical(shell, node, operands);
  const sets = isAssignment(node);
  const left = operator === '=' ? 0 : evaluate(shell, node.left, operands);
  const right = evaluate(shell, node.right, operands);
  if (operator === ',') return right;
  const combine = operator === '=' ? (_: number, b: number) => b : binaries[sets ? operator.slice(0, -1) : operator];
  const result = left === undefined || right === undefined ? undefined : combine?.(left, right);
  const value = result === undefined || !Number.isSafeInteger(result) ? undefined : result;
  if (sets) assign(shell, node.left, value);
  return value;
}

/** The right side is evaluated only where the left one does not decide. */
function logical(shell: Shell, node: NodeOf<'ArithmeticBinary'>, operands: Text[]): number | undefined {
  const decides = node.operator === '||';
  const left = evaluate(shell, node.left, operands);
  if (left !== undefined && (left !== 0) === decides) return Number(decides);
  const right = left === undefined ? perhaps(shell, node.right, operands) : evaluate(shell, node.right, operands);
  if (right === undefined) return undefined;
  if (left === undefined && (right !== 0) !== decides) return undefined;
  return Number(right !== 0);
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
};

function assign(shell: Shell, target: ArithmeticExpression, value: number | undefined): void {
  const [, name, item] = (target.type === 'ArithmeticWord' && /^([A-Za-z_]\w*)(\[.*\])?$/s.exec(target.value)) || [];
  if (name === undefined) return;
  const at = placeOf(shell, target);
  const because = `\`$${name}\` is counted at run time`;
  if (item !== undefined) {
    shell.state = withVariable(shell.state, name, {
      is: 'array',
      items: open([], { kind: 'expression', because, at }),
    });
    return;
  }
  const text = value === undefined ? freshHole(shell, `$${name}`, because, at) : literal(`${value}`, at);
  shell.state = withText(shell.state, name, text);
}

import {
  all,
  any,
  known,
  knownString,
  not,
  sameText,
  type Text,
  type Truth,
  textKey,
  unknown,
} from '../../value/index.ts';
import { isFilled } from '../state/filled.ts';
import { freshSymbol, type Shell } from '../state/shell.ts';
import { decided, type Status } from '../state/status.ts';
import { symbolOf } from '../state/symbols.ts';

/**
 * The answer of `test` and `[`, as far as it is fixed by texts. Questions about files stay open.
 * Source: POSIX test(1).
 */
export function testCommand(shell: Shell, words: readonly Text[]): Status {
  const truth = disjunction(words);
  if (truth.is !== 'unknown') return decided(truth.is === 'yes');
  return { is: 'undecided', key: testKey(shell, words) };
}

/** One key for a question: equal texts, equal answers, unless it is about the files of the machine or the shell's options. */
export function testKey(shell: Shell, words: readonly Text[]): string {
  const [first] = words;
  const asksFiles = words.some((word) => fileQuestion.test(knownString(word) ?? ''));
  const operator = words.map(knownString).find((word) => word !== '!');
  if ((asksFiles || operator === '-o') && first !== undefined) return freshSymbol(shell, 'test', first.span);
  return symbolOf('test', ...words.map(textKey));
}

const fileQuestion = /^-(?:[bcdefghkprstuwxGLNOSvR]|nt|ot|ef)$/;

/** More words are not followed: each operator cuts the rest once more. */
const mostWords = 8_000;

const disjunction = (words: readonly Text[]): Truth =>
  words.length > mostWords
    ? undecidable(words)
    : any(cutAt(words, '-o').map((part) => all(cutAt(part, '-a').map(single))));

/** Words cut at an operator that stands between two questions. */
function cutAt(words: readonly Text[], operator: string): readonly (readonly Text[])[] {
  const index = words.findIndex((word, at) => at > 1 && at < words.length - 1 && knownString(word) === operator);
  return index === -1 ? [words] : [words.slice(0, index), ...cutAt(words.slice(index + 1), operator)];
}

function single(words: readonly Text[]): Truth {
  const [first, second, third] = words;
  if (first === undefined) return known(false);
  if (second === undefined) return isFilled(first);
  const isBinary = words.length === 3 && binaryOperators.has(knownString(second) ?? '');
  if (knownString(first) === '!' && !isBinary) return not(single(words.slice(1)));
  if (third === undefined) return unary(knownString(first) ?? '', second);
  if (words.length > 3) return undecidable(words);
  return binary(knownString(second) ?? '', first, third);
}

/** `-n X`, `-z X`. */
export function unary(operator: string, operand: Text): Truth {
  if (operator === '-n') return isFilled(operand);
  if (operator === '-z') return not(isFilled(operand));
  if (operator === '!') return not(isFilled(operand));
  return undecidable([operand]);
}

/** `A = B`, `A -eq B`. */
export function binary(operator: string, left: Text, right: Text): Truth {
  if (operator === '=' || operator === '==') return sameText(left, right);
  if (operator === '!=') return not(sameText(left, right));
  const compare = Object.hasOwn(comparisons, operator) ? comparisons[operator] : undefined;
  const numbers = [left, right]
    .map((text) => knownString(text)?.trim())
    .map((text) => (text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : undefined));
  const [a, b] = numbers;
  return compare === undefined || a === undefined || b === undefined
    ? undecidable([left, right])
    : known(compare(a, b));
}

const comparisons: Readonly<Record<string, (a: number, b: number) => boolean>> = {
  '-eq': (a, b) => a === b,
  '-ne': (a, b) => a !== b,
  '-lt': (a, b) => a < b,
  '-le': (a, b) => a <= b,
  '-gt': (a, b) => a > b,
  '-ge': (a, b) => a >= b,
};

/** What makes a question of three words one about two of them. Source: POSIX test(1), 3 arguments. */
const binaryOperators: ReadonlySet<string> = new Set([
  ...['=', '==', '!=', '<', '>', '-nt', '-ot', '-ef', '-a', '-o'],
  ...Object.keys(comparisons),
]);

/** A question about the world outside. */
const undecidable = (words: readonly Text[]): Truth =>
  unknown(
    ...words
      .slice(0, 1)
      .map(({ span }) => ({ kind: 'rules', because: 'the shell answers it at run time', at: span }) as const),
  );

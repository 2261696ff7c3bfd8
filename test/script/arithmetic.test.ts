import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { holesOf } from '../../src/value/index.ts';
import { jobVariables, linesOf, read } from './reading.ts';

/** Expressions over `A`, `B` and `C`. Divisors are no zeros: with one, the shell ends. */
const { expression } = fc.letrec<{ expression: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4 },
    fc.integer({ min: 0, max: 40 }).map(String),
    fc.constantFrom('A', 'B', 'C', '$A', '${B}', 'A++', '--B', '++C', 'C--'),
    fc.constantFrom('-', '+', '!').chain((sign) => tie('expression').map((one) => `${sign}(${one})`)),
    fc
      .tuple(
        tie('expression'),
        fc.constantFrom('+', '-', '*', '<', '<=', '>', '>=', '==', '!=', '&&', '||', ','),
        tie('expression'),
      )
      .map(([left, sign, right]) => `(${left}) ${sign} (${right})`),
    fc
      .tuple(tie('expression'), fc.constantFrom('/', '%'), fc.integer({ min: 1, max: 9 }))
      .map(([left, sign, right]) => `(${left}) ${sign} ${right}`),
    fc
      .tuple(tie('expression'), tie('expression'), tie('expression'))
      .map(([test, yes, no]) => `(${test}) ? (${yes}) : (${no})`),
    fc
      .tuple(fc.constantFrom('A', 'B'), fc.constantFrom('=', '+=', '-=', '*='), tie('expression'))
      .map(([name, sign, value]) => `(${name} ${sign} ${value})`),
  ),
}));

test('numbers are those that bash comes to, and so are the variables behind them', () => {
  const scripts = fc
    .sample(expression, { numRuns: 300, seed: 2026 })
    .map((one) => `A=3; B=0; unset C\nsay $((${one})) $A $B "$C"`);
  const program = scripts.map((script) => `(\n${script}\n)`).join('\n');
  const { stdout } = spawnSync('bash', ['--norc', '--noprofile'], {
    input: `say() { printf 'say %s %s %s %s\\n' "$@"; }\n${program}`,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  expect(scripts.map((script) => linesOf(script).at(-1))).toEqual(stdout.split('\n').slice(0, -1));
});

describe('an expression of which something is not known', () => {
  const variables = jobVariables({ N: '3', LIST: 'a b' });

  test.each([
    // What decides is known.
    ['$((N && 0 && X))', '0'],
    ['$((X && 0))', '0'],
    ['$((X || N))', '1'],
    ['$((X, N + 1))', '4'],
    // What decides is not.
    ['$((X && N))', '$((X && N))'],
    ['$((X || 0))', '$((X || 0))'],
    ['$((X ? 1 : 2))', '$((X ? 1 : 2))'],
    ['$((N + X))', '$((N + X))'],
    ['$((-X))', '$((-X))'],
    // Shells differ, or stop.
    ['$((2 ** 3))', '$((2 ** 3))'],
    ['$((~1))', '$((~1))'],
    ['$((N / 0))', '$((N / 0))'],
    ['$((010))', '$((010))'],
    ['$((LIST))', '$((LIST))'],
    ['$((9007199254740991 + N))', '$((9007199254740991 + N))'],
  ])('%s', (word, value) => {
    expect(linesOf(`say "${word}"`, { variables })).toEqual([`say ${value}`]);
  });

  test.each([
    ['(( X ? (N = 1) : 0 ))', '$N'],
    ['(( X && (N += 1) ))', '$N'],
    ['(( N && (N = 5) ))', '5'],
    ['(( N || (N = 5) ))', '3'],
    ['(( X ? 0 : -N++ ))', '$N'],
    ['(( N = X ))', '$N'],
    ['(( N += X ))', '$N'],
    ['(( N <<= 1 ))', '$N'],
    ['let N=N+1', '$N'],
    ['let "N += 1" 5', '$N'],
  ])('%s leaves what it may set', (command, value) => {
    expect(linesOf(`${command} || true\nsay "$N"`, { variables }).at(-1)).toBe(`say ${value}`);
  });

  test('an item that is set opens its array', () => {
    expect(linesOf('A=(x y)\n(( A[1] = 2 )) || true\nsay "${A[@]}"').at(-1)).toBe('say …');
  });

  test('is another number where another known operand stands in it', () => {
    const numbersOf = (script: string): readonly string[] =>
      read(script).items.flatMap(({ args }) => args.items.flatMap(holesOf).map(({ symbol }) => symbol));
    const [first, second, third] = numbersOf(
      'for N in 1 2; do say $((CI_PIPELINE_IID + N)); done\nN=1; say $((CI_PIPELINE_IID + N))',
    );
    expect(first).not.toBe(second);
    expect(third).toBe(first);
  });
});

test.each([
  ['for ((I = 0; I < 2; I++)); do say $I; done', ['say 0', 'say 1']],
  ['for ((I = 4; I > 0; I -= 3)); do say $I; done', ['say 4', 'say 1']],
  ['for ((I = 0; I < X; I++)); do say app; done', ['say app?']],
])('%s', (script, commands) => {
  expect(linesOf(script)).toEqual(commands);
});

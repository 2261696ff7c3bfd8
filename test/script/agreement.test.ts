import { spawnSync } from 'node:child_process';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { showText } from '../../src/value/index.ts';
import { read } from './reading.ts';

const name = fc.constantFrom('A', 'B', 'C');
const word = fc.constantFrom('amd64', 'arm64', 'v1.2', 'latest', 'a/b/c', 'Two-Parts');

const expansion = fc.oneof(
  name.map((variable) => `$${variable}`),
  fc
    .tuple(
      name,
      fc.constantFrom(
        ':-none',
        ':+some',
        '%-*',
        '%%/*',
        '#*/',
        '##*/',
        '/a/x',
        '//a/x',
        ',,',
        '^^',
        ':1:3',
        '/%4/Z',
        '/#a/Q',
      ),
    )
    .map(([variable, operation]) => `\${${variable}${operation}}`),
  name.map((variable) => `\${#${variable}}`),
  name.map((variable) => `$(echo $${variable} end)`),
  name.map((variable) => `$(printf '%s-' "$${variable}" b)`),
);

const value = fc.oneof(
  word,
  expansion.map((text) => `"${text}"`),
  fc.tuple(word, expansion).map(([head, tail]) => `"${head} ${tail}"`),
  fc.constant("'single  quoted $A'"),
  fc.constant('""'),
);

const simple = fc.oneof(
  fc.tuple(name, value).map(([variable, text]) => `${variable}=${text}`),
  fc.tuple(name, value).map(([variable, text]) => `${variable}+=${text}`),
  fc
    .array(fc.oneof(value, expansion, fc.constant('{x,y}-z')), { maxLength: 3 })
    .map((words) => `say ${words.join(' ')}`),
  value.map((text) => `f ${text} last`),
  name.map((variable) => `unset ${variable}`),
);

const condition = fc.oneof(
  fc.tuple(name, word).map(([variable, text]) => `[ "$${variable}" = ${text} ]`),
  fc.tuple(name, word).map(([variable, text]) => `[[ $${variable} == ${text}* ]]`),
  name.map((variable) => `[ -z "$${variable}" ]`),
  name.map((variable) => `! test -n "$${variable}"`),
  name.map((variable) => `[[ $${variable} =~ ^a && -n $${variable} ]]`),
);

const { command } = fc.letrec<{ command: string; list: string }>((tie) => ({
  list: fc.array(tie('command'), { minLength: 1, maxLength: 3 }).map((commands) => commands.join('\n')),
  command: fc.oneof(
    { maxDepth: 3 },
    simple,
    fc.tuple(condition, tie('list'), tie('list')).map(([test, yes, no]) => `if ${test}; then\n${yes}\nelse\n${no}\nfi`),
    fc.tuple(name, tie('list')).map(([variable, body]) => `for ${variable} in x $A "y z"; do\n${body}\ndone`),
    fc
      .tuple(expansion, tie('list'))
      .map(([text, body]) => `case ${text} in a*|x) ${body} ;; *64) say sixty ;; *) say other ;; esac`),
    tie('list').map((body) => `( ${body}\n)`),
    fc.tuple(condition, simple).map(([test, then]) => `${test} && ${then}`),
    fc.tuple(condition, simple).map(([test, then]) => `${test} || { ${then}; }`),
    tie('list').map((body) => `for N in 1 2 3; do\n${body}\n[ $N = 2 ] && break\ndone`),
    tie('list').map((body) => `I=0; while [ $I -lt 2 ]; do I=$((I+1))\n${body}\ndone`),
  ),
}));

const prelude = 'A=amd64\nB="x y"\nC=\nf() { local L=$1; say "f($#)" "$L" $2; A=$1; }';
const printer = "say() { printf '<'; printf '%s|' \"$@\"; printf '>\\n'; }";

/** What the reader says the script prints through `say`. */
function reads(script: string): readonly string[] {
  const commands = read(script, { process: 'run' });
  expect(commands.openTo).toEqual([]);
  return commands.items
    .filter(({ program }) => showText(program) === 'say')
    .map(({ args, runs }) => {
      expect(runs.is).toBe('yes');
      const words = args.items.map(showText);
      return `<${words.length === 0 ? '|' : words.map((one) => `${one}|`).join('')}>`;
    });
}

test('the words of commands are those that bash gives them', () => {
  const scripts = fc.sample(fc.array(command, { minLength: 1, maxLength: 6 }), { numRuns: 120, seed: 2026 });
  const sources = scripts.map((commands) => `${prelude}\n${commands.join('\n')}`);
  const program = sources.map((source) => `(\n${printer}\n${source}\n)\necho '---'`).join('\n');
  const { stdout } = spawnSync('bash', ['--norc', '--noprofile'], {
    input: program,
    encoding: 'utf8',
    env: { PATH: process.env['PATH'] },
  });
  const printed = stdout.split('---\n');
  for (const [index, source] of sources.entries()) {
    const expected = (printed[index] ?? '').split('\n').filter((line) => line !== '');
    expect({ source, printed: reads(source) }).toEqual({ source, printed: expected });
  }
});

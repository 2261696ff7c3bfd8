import { describe, expect, test } from 'vitest';
import { worth } from './expression-kit.ts';

describe('functions', () => {
  test.each([
    ["contains('Hello world', 'llo')", 'true'],
    ["contains('Hello world', 'LLO')", 'true'],
    ["contains('Hello', '')", 'true'],
    ["contains('hello', 'x')", 'false'],
    ['contains(fromJSON(\'["push", "pull_request"]\'), \'PUSH\')', 'true'],
    ['contains(fromJSON(\'["push", "pull_request"]\'), \'pus\')', 'false'],
    ['contains(fromJSON(\'["push", "schedule"]\'), github.event_name)', '?{true,false}'],
    ['contains(fromJSON(\'["push", "workflow_dispatch"]\'), github.event_name)', 'true'],
    ["contains(fromJSON('[1, 2]'), '2')", 'true'],
    ['contains(matrix, 1)', 'false'],
    ["contains(some, 'A')", 'true'],
    ["contains(some, 'b')", '?{true,false}'],
    ["contains(github.ref, '/TAGS/')", 'true'],
    ["contains(github.ref, 'heads')", '?{true,false}'],
    ["contains('abc', github.ref)", 'false'],
    ["contains(github.ref, 'a')", 'true'],
    ["contains(github.ref_name, '')", 'true'],
    ["contains(vars.ARM_RUNNER, 'arm')", '?{true,false}'],
    ['contains(github.ref, github.ref_name)', 'true'],
    ["contains(711, '11')", 'true'],
    ["startsWith('Hello world', 'he')", 'true'],
    ["startsWith('He', 'hello')", 'false'],
    ["startsWith(github.ref, 'refs/tags/')", 'true'],
    ["startsWith(github.ref, 'Refs/')", 'true'],
    ["startsWith(github.ref, 'refs/heads/')", 'false'],
    ["startsWith(github.ref, 'refs/tags/v')", '?{true,false}'],
    ["startsWith(github.ref_name, 'v')", '?{true,false}'],
    ["startsWith(github.event_name, 'pull_request')", 'false'],
    ['startsWith(fruits, fruits)', 'false'],
    ["startsWith(inputs.push, '')", '?{true,false}'],
    ["endsWith('Hello world', 'LD')", 'true'],
    ["endsWith('ld', 'world')", 'false'],
    ["endsWith(format('{0}-arm64', github.sha), '-ARM64')", 'true'],
    ["endsWith(format('{0}-arm64', github.sha), 'amd64')", 'false'],
    ["endsWith(github.ref, 'x')", '?{true,false}'],
    ["format('Hello {0} {1} {2}', 'Mona', 'the', 'Octocat')", "'Hello Mona the Octocat'"],
    ["format('{{Hello {0} {1} {2}!}}', 'Mona', 'the', 'Octocat')", "'{Hello Mona the Octocat!}'"],
    ["format('{0}{0}', 1)", "'11'"],
    ["format('{0}-{1}', github.sha, matrix.arch)", "'<sha>-arm64'"],
    ["format('{1}', 'a')", '?'],
    ["format('{x}', 'a')", '?'],
    ["format('}', 'a')", '?'],
    ['format(github.sha)', '?'],
    ["format('{0}', github.event_name)", "?{'push','workflow_dispatch'}"],
    ["format('{0}|{1}|{2}|{3}', null, true, 1.50, fruits)", "'|true|1.5|Array'"],
    ['join(fromJSON(\'["a","b"]\'))', "'a,b'"],
    ["join(fromJSON('[\"a\",1,null]'), '; ')", "'a; 1; '"],
    ["join('alone', '-')", "'alone'"],
    ['join(matrix)', "''"],
    ['join(some)', '?'],
    ["toJSON('a\"b')", '\'"a\\"b"\''],
    [
      'toJSON(fromJSON(\'{"Name":[1,true,null,"x"],"o":{}}\'))',
      '\'{\n  "Name": [\n    1,\n    true,\n    null,\n    "x"\n  ],\n  "o": {}\n}\'',
    ],
    ['toJSON(github)', '?'],
    ['toJSON(github.sha)', '?'],
    ['fromJSON(\'["a", {"B": -1.5e1}, null, true]\')', "['a',{b:-15},null,true]"],
    ['fromJSON(\'{"include":[{"project":"foo","config":"Debug"}]}\').include[0].config', "'Debug'"],
    ["fromJSON('true') && 'yes'", "'yes'"],
    ["fromJSON('3') > 2", 'true'],
    ['fromJSON(\'"\\u0061\\\\"\')', "'a\\'"],
    ["fromJSON('')", '?'],
    ["fromJSON('[1,')", '?'],
    ["fromJSON('{a:1}')", '?'],
    ['fromJSON(inputs.tag)', '?'],
    ['fromJSON(format(\'["a:{0}", 1]\', github.sha))', "['a:<sha>',1]"],
    ['fromJSON(format(\'{{"tags":["{0}"]}}\', github.sha)).tags[0]', "'<sha>'"],
    ["fromJSON(format('[{0}]', github.sha))", '?'],
    ['fromJSON(format(\'{{"{0}":1}}\', github.sha))', '?'],
    ['fromJSON(inputs.push && \'["a"]\' || \'["b"]\')', "?{['a'],['b']}"],
    ['fromJSON(inputs.push && \'["a"]\' || \'["b"]\')[0]', "?{'a','b'}"],
    ["case(true, 'first', 'default')", "'first'"],
    ["case(1 == 2, 'a', 2 == 2, 'b', 'c')", "'b'"],
    ["case(false, 'a', 'c')", "'c'"],
    ["case('true', 'a', 'c')", '?'],
    ["case(github.event_name == 'push', 'a', 'c')", "?{'a','c'}"],
    ["case(github.event_name == 'release', 'a', 'c')", "'c'"],
    ["case(inputs.push, 'a', 'c')", "?{'a','c'}"],
    ['success()', 'true'],
    ['Success()', 'true'],
  ])('%s is %s', (source, value) => {
    expect(worth(source)).toBe(value);
  });
});

test('deep JSON is left alone', () => {
  expect(worth(`fromJSON('${'['.repeat(5000)}${']'.repeat(5000)}')`)).toBe('?');
  expect(worth(`fromJSON('${'['.repeat(50)}${']'.repeat(50)}')`)).toContain('[[[[');
});

test('very many choices are anything', () => {
  const many = Array.from({ length: 12 }, (_, index) => `github.event_name == '${index}x' || github.event_name`);
  expect(worth(`format('{0}{1}{2}{3}{4}{5}{6}{7}{8}{9}{10}{11}', ${many.join()})`)).toBe('?');
});

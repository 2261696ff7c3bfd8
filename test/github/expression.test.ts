import { describe, expect, test } from 'vitest';
import { evaluateExpression } from '../../src/github/expression/evaluate.ts';
import type { Contexts, GithubValue } from '../../src/github/expression/github-value.ts';
import { possibleValues } from '../../src/github/expression/possible-values.ts';
import { EmbeddedText } from '../../src/source/embedded-text.ts';
import { SourceFile, type Span, sourceText } from '../../src/source/source-file.ts';
import { closed, type Hole, isClosed, literal, open } from '../../src/value/index.ts';

const at: Span = new SourceFile('.github/workflows/image.yml', 'on: push').whole;

const holeOf = (symbol: string): Hole => ({
  symbol,
  shown: `\${{ ${symbol} }}`,
  cause: { kind: 'variable', because: `\`${symbol}\` is known at run time only`, at },
});
const hidden = (symbol: string): GithubValue => ({ is: 'hidden', hole: holeOf(symbol) });
const among = (symbol: string, ...values: readonly string[]): GithubValue => ({
  is: 'hidden',
  hole: holeOf(symbol),
  among: values,
});
const string = (...parts: readonly (string | Hole)[]): GithubValue => ({ is: 'text', text: { parts, span: at } });
const array = (...items: readonly GithubValue[]): GithubValue => ({ is: 'array', items: closed(items) });
const object = (entries: Readonly<Record<string, GithubValue>>, more = false): GithubValue => ({
  is: 'object',
  object: {
    entries: new Map(Object.entries(entries)),
    ...(more ? { rest: (name) => hidden(`more.${name}`) } : {}),
  },
});

const values: Readonly<Record<string, GithubValue>> = {
  github: object(
    {
      event_name: among('event_name', 'push', 'workflow_dispatch'),
      ref: string('refs/tags/', holeOf('tag')),
      ref_name: string(holeOf('tag')),
      sha: string(holeOf('sha')),
      repository: string('acme/shop'),
      event: hidden('event'),
    },
    true,
  ),
  matrix: object({ arch: string('arm64'), number: { is: 'number', value: 7 }, empty: string() }),
  inputs: object({ push: hidden('push'), tag: string(holeOf('tag input')) }),
  fruits: array(
    object({ name: string('apple'), quantity: { is: 'number', value: 1 } }),
    object({ name: string('orange'), quantity: { is: 'number', value: 2 } }),
    object({ quantity: { is: 'number', value: 3 } }),
  ),
  vegetables: object({
    carrot: object({ feeling: string('fine'), where: array(string('a'), string('b')) }),
    leek: object({ feeling: string('well'), where: array(string('c')) }),
  }),
  some: { is: 'array', items: open([string('a')], holeOf('more').cause) },
  nothing: { is: 'null' },
};

const contexts: Contexts = {
  contextOf: (name) => (Object.hasOwn(values, name.toLowerCase()) ? values[name.toLowerCase()] : undefined),
  call: (name, args) => (name === 'success' ? { is: 'boolean', value: args.length === 0 } : undefined),
};

const evaluate = (source: string): GithubValue =>
  evaluateExpression(EmbeddedText.verbatim(new SourceFile('image.yml', source).whole), contexts);

/** A value in one line: strings in quotes with holes in angles, `?{…}` for one of several, `?` for anything. */
function spell(value: GithubValue): string {
  switch (value.is) {
    case 'null':
      return 'null';
    case 'boolean':
    case 'number':
      return String(value.value);
    case 'text':
      return `'${value.text.parts.map((part) => (typeof part === 'string' ? part : `<${part.symbol}>`)).join('')}'`;
    case 'array':
      return `[${value.items.items.map(spell).join()}${isClosed(value.items) ? '' : ',?'}]`;
    case 'object':
      return `{${[...value.object.entries].map(([name, entry]) => `${name}:${spell(entry)}`).join()}}`;
    default: {
      const possible = possibleValues(value);
      return possible === undefined ? '?' : `?{${possible.map(spell).join()}}`;
    }
  }
}

const worth = (source: string): string => spell(evaluate(source));

describe('literals', () => {
  test.each([
    ['null', 'null'],
    ['false', 'false'],
    ['711', '711'],
    ['-9.2', '-9.2'],
    ['0xff', '255'],
    ['-2.99e-2', '-0.0299'],
    ["'Mona the Octocat'", "'Mona the Octocat'"],
    ["'It''s ''open'' source!'", "'It's 'open' source!'"],
    ["''", "''"],
  ])('%s is %s', (source, value) => {
    expect(worth(source)).toBe(value);
  });
});

describe('contexts, properties and indexes', () => {
  test.each([
    ['github.repository', "'acme/shop'"],
    ["github['repository']", "'acme/shop'"],
    ['GitHub.Repository', "'acme/shop'"],
    ["github['REPOSITORY']", "'acme/shop'"],
    ['matrix.arch', "'arm64'"],
    ['matrix.nothing', 'null'],
    ['matrix.nothing.at.all', 'null'],
    ['matrix.arch.more', 'null'],
    ["matrix[format('{0}ch', 'ar')]", "'arm64'"],
    ['fruits[0].name', "'apple'"],
    ["fruits['1'].name", "'orange'"],
    ['fruits[1.9].name', "'orange'"],
    ['fruits[9]', 'null'],
    ['fruits[-1]', 'null'],
    ["fruits['x']", 'null'],
    ['fruits.length', 'null'],
    ['some[0]', '?'],
    ['nothing.at.all', 'null'],
    ['github.unheard', '?'],
    ['github.event.release.tag_name', '?'],
    ['fromJSON(\'{"push":1,"workflow_dispatch":2}\')[github.event_name]', '?{1,2}'],
    ['fromJSON(\'{"push":1}\')[github.event_name]', '?{1,null}'],
    ['fromJSON(\'{"push":1}\')[github.sha]', '?'],
    ['nobody.knows', '?'],
    ['unheard()', '?'],
  ])('%s is %s', (source, value) => {
    expect(worth(source)).toBe(value);
  });
});

describe('filters', () => {
  test.each([
    ['fruits.*.name', "['apple','orange']"],
    ['fruits[*].quantity', '[1,2,3]'],
    ['vegetables.*.feeling', "['fine','well']"],
    ['vegetables.*.where.*', "['a','b','c']"],
    ['vegetables.*.where[1]', "['b']"],
    ['vegetables.*.unheard', '[]'],
    ['matrix.arch.*', '[]'],
    ['matrix.*', "['arm64',7,'']"],
    ['some.*', "['a',?]"],
    ['some.*.x', '[,?]'],
    ['github.event.*', '?'],
    ["contains(fruits.*.name, 'Orange')", 'true'],
    ["join(vegetables.*.feeling, ' and ')", "'fine and well'"],
  ])('%s is %s', (source, value) => {
    expect(worth(source)).toBe(value);
  });
});

describe('comparisons are loose', () => {
  test.each([
    ["'push' == 'PUSH'", 'true'],
    ["'straße' == 'STRASSE'", 'false'],
    ["'ÄPFEL' == 'äpfel'", 'true'],
    ["'a' != 'b'", 'true'],
    ['null == 0', 'true'],
    ['null == false', 'true'],
    ["null == ''", 'true'],
    ["'' == 0", 'true'],
    ["true == 'true'", 'false'],
    ["true == '1'", 'true'],
    ["false == ''", 'true'],
    ["1 == '1.0'", 'true'],
    ["255 == '0xFF'", 'true'],
    ["8 == '0o10'", 'true'],
    ["'abc' == 0", 'false'],
    ['NaN == NaN', 'false'],
    ['NaN != NaN', 'true'],
    ['null == null', 'true'],
    ['fruits == fruits', 'true'],
    ['fruits == null', 'false'],
    ["fruits == 'Array'", 'false'],
    ["'b' > 'A'", 'true'],
    ["'10' > '9'", 'false'],
    ["10 > '9'", 'true'],
    ["'x' < 1", 'false'],
    ["'x' >= 1", 'false'],
    ['true > false', 'true'],
    ['2 >= 2', 'true'],
    ['2 <= 1', 'false'],
    ['!null', 'true'],
    ["!'false'", 'false'],
    ['!fruits', 'false'],
    ["github.event_name == 'push'", '?{true,false}'],
    ["github.event_name != 'pull_request'", 'true'],
    ["github.event_name == 'Pull_Request'", 'false'],
    ['github.sha == github.sha', 'true'],
    ["github.sha == 'abc'", '?{true,false}'],
    ["github.ref == 'refs/heads/main'", 'false'],
    ["github.ref == 'REFS/TAGS/v1'", '?{true,false}'],
    ["github.ref == format('Refs/Tags/{0}', github.ref_name)", 'true'],
    ['github.ref == 1', 'false'],
    ['github.sha == 1', '?{true,false}'],
    ["inputs.push == 'x'", '?{true,false}'],
    ['github.sha > 1', '?{true,false}'],
  ])('%s is %s', (source, value) => {
    expect(worth(source)).toBe(value);
  });
});

describe('&& and || give one of their operands', () => {
  test.each([
    ["true && 'a'", "'a'"],
    ["'' && 'a'", "''"],
    ["null || 'a'", "'a'"],
    ["0 || ''", "''"],
    ["'a' || 'b'", "'a'"],
    ['fruits && 1', '1'],
    ['NaN || 1', '1'],
    ["matrix.arch == 'arm64' && 'ubuntu-24.04-arm' || 'ubuntu-latest'", "'ubuntu-24.04-arm'"],
    ["matrix.arch == 'amd64' && 'ubuntu-24.04-arm' || 'ubuntu-latest'", "'ubuntu-latest'"],
    ["matrix.arch == 'arm64' && matrix.empty || 'other'", "'other'"],
    ['false && inputs.push', 'false'],
    ['true || inputs.push', 'true'],
    ['inputs.push && false', "?{false,null,0,NaN,''}"],
    ["github.event_name == 'push' && false", 'false'],
    ["github.event_name == 'push' || true", 'true'],
    ["inputs.push && 'a' || 'b'", "?{'a','b'}"],
    ["inputs.push && 'a' || 'a'", "'a'"],
    ["github.event_name == 'push' && 'a' || 'b'", "?{'a','b'}"],
    ["github.event_name == 'push' && 'a'", "?{false,'a'}"],
    ["!(github.event_name == 'push') && 'a'", "?{false,'a'}"],
    ["inputs.tag || 'latest'", "?{'<tag input>','latest'}"],
    ["inputs.push || 'b'", '?'],
    ["github.ref || 'b'", "'refs/tags/<tag>'"],
    ["'' || github.ref_name", "'<tag>'"],
    ["github.event_name || 'b'", "?{'push','workflow_dispatch'}"],
    ["(inputs.push && 'a' || 'b') == 'c'", 'false'],
    ["(inputs.push && 'a' || 'b') != 'c' && 1", '1'],
    ["github.event_name == 'push' && github.sha || github.ref", "?{'<sha>','refs/tags/<tag>'}"],
  ])('%s is %s', (source, value) => {
    expect(worth(source)).toBe(value);
  });
});

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

describe('the hole of a value that is fixed at run time', () => {
  const holeIn = (source: string): Hole => {
    const value = evaluate(source);
    if (value.is !== 'hidden') throw new Error(`${source} is known`);
    return value.hole;
  };

  test.each([
    ["inputs.push && 'a' || 'b'", "inputs['PUSH']  &&  'a'||'b'"],
    ['github.event.release.tag_name', "github['event']['release'].tag_name"],
    ["github.sha == 'x'", "( github.sha ) == 'x'"],
    ["true && inputs.push && 'a'", "inputs.push && 'a'"],
  ])('is the same for %s and %s', (one, other) => {
    expect(holeIn(one).symbol).toBe(holeIn(other).symbol);
  });

  test.each([
    ["inputs.push && 'a' || 'b'", "inputs.push && 'b' || 'a'"],
    ["inputs.push && 'a' || 'b'", "inputs.tag && 'a' || 'b'"],
    ['github.event.a', 'github.event.b'],
    ["github.sha == 'x'", "github.sha != 'x'"],
    ["github.sha == 'x'", 'github.sha == github.ref'],
  ])('differs for %s and %s', (one, other) => {
    expect(holeIn(one).symbol).not.toBe(holeIn(other).symbol);
  });

  test('is shown as written, with the cause of what hides it', () => {
    const hole = holeIn("inputs.push &&  'a'\n || 'b'");
    expect(hole.shown).toBe("${{ inputs.push &&  'a' || 'b' }}");
    expect(hole.cause.because).toBe('`push` is known at run time only');
  });

  test('names what GitHub refuses', () => {
    expect(holeIn('github.sha ==').cause).toMatchObject({
      kind: 'syntax',
      because: "GitHub does not take `${{ github.sha == }}` (Unexpected end of expression: '==')",
    });
    expect(holeIn('nobody.knows').cause.because).toBe('there is no `nobody` where GitHub evaluates `${{ nobody }}`');
    expect(holeIn("fromJSON('[')").cause.because).toBe("GitHub cannot evaluate `${{ fromJSON('[') }}`");
  });

  test('stays short however often it is taken up', () => {
    let value = evaluate('inputs.push');
    for (let round = 0; round < 40; round++) {
      const source = EmbeddedText.opaque("toJSON(format('{0}{0}', before))", at);
      const before = value;
      value = evaluateExpression(source, { ...contexts, contextOf: () => before });
    }
    expect(value.is === 'hidden' ? value.hole.symbol.length : 0).toBeGreaterThan(100);
    expect(value.is === 'hidden' ? value.hole.symbol.length : 9999).toBeLessThan(1100);
  });
});

describe('places', () => {
  const placeOf = (value: GithubValue | undefined): string => (value?.is === 'text' ? sourceText(value.text.span) : '');

  test('of a string are the text in its quotes', () => {
    expect(placeOf(evaluate(" 'linux/amd64' "))).toBe('linux/amd64');
    expect(placeOf(evaluate("true && ('linux/amd64')"))).toBe('linux/amd64');
  });

  test('of strings in JSON are the text in theirs', () => {
    const value = evaluate(`fromJSON('[ "linux/amd64" ,"linux\\/arm64"]')`);
    const items = value.is === 'array' ? value.items.items : [];
    expect(items.map(placeOf)).toEqual(['linux/amd64', 'linux\\/arm64']);
  });

  test('of strings in JSON that is put together are the place of the whole', () => {
    const source = `fromJSON(format('["{0}"]', 'a'))`;
    const value = evaluate(source);
    expect(placeOf(value.is === 'array' ? value.items.items[0] : undefined)).toBe(`format('["{0}"]', 'a')`);
  });
});

test('deep JSON is left alone', () => {
  expect(worth(`fromJSON('${'['.repeat(5000)}${']'.repeat(5000)}')`)).toBe('?');
  expect(worth(`fromJSON('${'['.repeat(50)}${']'.repeat(50)}')`)).toContain('[[[[');
});

test('very many choices are anything', () => {
  const many = Array.from({ length: 12 }, (_, index) => `github.event_name == '${index}x' || github.event_name`);
  expect(worth(`format('{0}{1}{2}{3}{4}{5}{6}{7}{8}{9}{10}{11}', ${many.join()})`)).toBe('?');
  expect(literal('', at).parts).toEqual([]);
});

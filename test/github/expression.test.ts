import { describe, expect, test } from 'vitest';
import { worth } from './expression-kit.ts';

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

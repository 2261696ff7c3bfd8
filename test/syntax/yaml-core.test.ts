import { describe, expect, test } from 'vitest';
import { SourceFile } from '../../src/source/source-file.ts';
import { readYaml } from '../../src/syntax/yaml.ts';
import { spellAsGithub } from '../../src/syntax/yaml-spelling.ts';
import { plain } from '../support/plain-value.ts';

const read = (text: string) => readYaml(new SourceFile('build.yml', text), undefined, 'core');

const valueOf = (text: string): unknown => plain(read(text).value);

function spelled(text: string): string {
  const { value } = read(text);
  if (value === undefined || !('source' in value)) throw new Error(`${text} is no number`);
  return spellAsGithub(value);
}

describe('the core schema of YAML 1.2', () => {
  test.each<[string, unknown]>([
    ['on', 'on'],
    ['yes', 'yes'],
    ['Off', 'Off'],
    ['True', true],
    ['tRue', 'tRue'],
    ['FALSE', false],
    ['~', null],
    ['NULL', null],
    ['010', 10],
    ['0o10', 8],
    ['0x1F', 31],
    ['0b11', '0b11'],
    ['1_000', '1_000'],
    ['12:30', '12:30'],
    ['1.10', 1.1],
    ['1e3', 1000],
    ['-.5', -0.5],
    ['.inf', Number.POSITIVE_INFINITY],
    ['-.INF', Number.NEGATIVE_INFINITY],
    ['2026-01-31', '2026-01-31'],
    [':name', ':name'],
    ["'true'", 'true'],
  ])('reads %s as %j', (text, value) => {
    expect(valueOf(text)).toEqual(value);
  });

  test('dates are no fault', () => {
    expect(read('since: 2026-01-31').problems).toEqual([]);
  });

  test('a merge key is an ordinary key', () => {
    expect(valueOf('base: &base {GOOS: linux}\nenv:\n  <<: *base\n')).toEqual({
      base: { GOOS: 'linux' },
      env: { '<<': { GOOS: 'linux' } },
    });
  });

  test('aliases stand for what is anchored', () => {
    expect(valueOf('a: &steps [checkout]\nb: *steps\n')).toEqual({ a: ['checkout'], b: ['checkout'] });
  });

  test('a tag of GitLab means nothing', () => {
    expect(valueOf('a: !reference [b, c]\n')).toEqual({ a: ['b', 'c'] });
  });

  test('equal keys are noted', () => {
    expect(read('jobs: {}\njobs: {}\n').notes.map(({ kind }) => kind)).toEqual(['duplicate-key']);
  });
});

describe('numbers as GitHub writes them', () => {
  test.each([
    ['1.10', '1.1'],
    ['1.0', '1'],
    ['010', '10'],
    ['0x10', '16'],
    ['20', '20'],
    ['0.1234567890123456789', '0.123456789012346'],
  ])('%s is %s', (text, shown) => {
    expect(spelled(text)).toBe(shown);
  });
});

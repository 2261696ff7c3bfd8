import { describe, expect, test } from 'vitest';
import { insertBehind, replaceBy } from '../../src/rule/index.ts';
import { patched } from './patched.ts';

/** Puts a text behind `--cache=true`. */
const behindCache = (text: string, added = ' --cache-ttl=168h') =>
  patched(text, ({ place }) => [insertBehind(place('--cache=true'), added)]);

describe('a text is put in as it is meant, whatever the scalar', () => {
  test.each([
    ['plain', 's:\n  - kaniko --cache=true\n', 's:\n  - kaniko --cache=true --cache-ttl=168h\n'],
    ['single-quoted', "s: ['kaniko --cache=true']\n", "s: ['kaniko --cache=true --cache-ttl=168h']\n"],
    ['double-quoted', 's: ["kaniko --cache=true \\" x"]\n', 's: ["kaniko --cache=true --cache-ttl=168h \\" x"]\n'],
    [
      'literal, with a comment of the shell in Chinese',
      's:\n  - |\n    # 构建\n    kaniko --cache=true \\\n      --destination x\n',
      's:\n  - |\n    # 构建\n    kaniko --cache=true --cache-ttl=168h \\\n      --destination x\n',
    ],
    [
      'folded',
      's:\n  - >-\n    kaniko\n    --cache=true\n    --destination x\n',
      's:\n  - >-\n    kaniko\n    --cache=true --cache-ttl=168h\n    --destination x\n',
    ],
    ['plain over lines', 's:\n  - kaniko\n    --cache=true\n', 's:\n  - kaniko\n    --cache=true --cache-ttl=168h\n'],
    [
      'with Windows line breaks',
      's:\r\n  - |\r\n    kaniko --cache=true\r\n    x\r\n',
      's:\r\n  - |\r\n    kaniko --cache=true --cache-ttl=168h\r\n    x\r\n',
    ],
  ])('%s', (_, before, after) => {
    expect(behindCache(before)).toBe(after);
  });

  test.each([
    ['plain, which it would end', 's: [kaniko --cache=true]\n', ' -x a, b', "s: ['kaniko --cache=true -x a, b']\n"],
    ['plain, as a comment', 's: kaniko --cache=true\n', ' #1', "s: 'kaniko --cache=true #1'\n"],
    ['plain, as a mapping', 's: kaniko --cache=true\n', ' -x a: b', "s: 'kaniko --cache=true -x a: b'\n"],
    ['plain, which would be a line break', 's: kaniko --cache=true\n', '\ntrue', 's: "kaniko --cache=true\\ntrue"\n'],
    ['single-quoted', "s: 'kaniko --cache=true'\n", " 'a'", "s: 'kaniko --cache=true ''a'''\n"],
    ['double-quoted', 's: "kaniko --cache=true"\n', ' "a\\"', 's: "kaniko --cache=true \\"a\\\\\\""\n'],
    ['literal', 's: |\n  kaniko --cache=true\n', '\nkaniko', 's: |\n  kaniko --cache=true\n  kaniko\n'],
    ['a tab', 's: "kaniko --cache=true"\n', '\t', 's: "kaniko --cache=true\\t"\n'],
  ])('%s', (_, before, added, after) => {
    expect(behindCache(before, added)).toBe(after);
  });

  test.each([
    ['a line break in a folded scalar', 's: >\n  kaniko --cache=true\n', '\ntrue'],
    ['a line break in single quotes', "s: 'kaniko --cache=true'\n", '\ntrue'],
    ['a comment in a plain scalar over lines', 's: kaniko\n  --cache=true\n', ' # x'],
  ])('refused: %s', (_, before, added) => {
    expect(behindCache(before, added)).toMatch(/^refused: /);
  });
});

test('a whole scalar stays in its quotes', () => {
  expect(patched("image: 'docker:28'\n", ({ place }) => [replaceBy(place("'docker:28'"), 'docker:29')])).toBe(
    "image: 'docker:29'\n",
  );
  expect(patched('image: docker:28\n', ({ place }) => [replaceBy(place('docker:28'), 'yes')])).toBe('image: "yes"\n');
});

test('a place of several values is none to put a text in', () => {
  expect(patched('a: [b, c]\n', ({ place }) => [replaceBy(place('b, c'), 'd')])).toBe(
    'refused: the place is not written as a value of its own',
  );
});

test('a text inside a block scalar of another language', () => {
  const values =
    'runners:\n  config: |\n    [[runners]]\n      [runners.kubernetes]\n        privileged = true # 特权\n';
  expect(patched(values, ({ place }) => [replaceBy(place('true'), 'false')], 'values.yaml')).toBe(
    values.replace('true', 'false'),
  );
});

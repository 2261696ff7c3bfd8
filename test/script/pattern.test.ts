import { expect, test } from 'vitest';
import { matchesPattern } from '../../src/script/words/pattern.ts';

const letters = ['t', 'r', 'x', '-', 'a', 'b', 'c', 'e', ']', 's', 'd', '\\'];

// What `case` of bash 5.2 takes, in the locale C.
test.each([
  ['[t-r]', ''],
  ['[t-rx]', 'x'],
  ['[!t-r]', letters.join('')],
  ['[\\-x]', 'x-'],
  ['[a\\]b]', 'ab]'],
  ['[]a]', 'a]'],
  ['[a-]', '-a'],
  ['[-a]', '-a'],
  ['[a-c-e]', '-abce'],
])('%s takes the characters that bash lets it take', (pattern, taken) => {
  expect(letters.filter((letter) => matchesPattern(letter, pattern) === true).join('')).toBe(taken);
});

test('a bracket whose characters take two code units is not followed', () => {
  expect(matchesPattern('a', '[😁-😀]')).toBeUndefined();
});

import { expect, test } from 'vitest';
import { binaryIn, namesBinary, readPatch } from '../../src/host/git-patch.ts';

const patch = (...hunks: readonly string[]): string =>
  ['diff --git a/ci.yml b/ci.yml', '--- a/ci.yml', '+++ b/ci.yml', ...hunks, ''].join('\n');

test.each([
  ['added lines', ['@@ -2,0 +3,2 @@', '+a', '+b'], { first: 3, last: 4 }],
  ['changed lines', ['@@ -3 +3 @@ build:', '-a', '+b'], { first: 3, last: 3 }],
  ['the neighbours of removed lines', ['@@ -5,2 +4,0 @@', '-a', '-b'], { first: 4, last: 5 }],
  ['the line below lines that are removed from the begin', ['@@ -1 +0,0 @@', '-a'], { first: 1, last: 1 }],
  [
    'lines that look like the head of a file',
    ['@@ -1 +1,2 @@', '--- a', '+++ b/other.yml', '+x'],
    { first: 1, last: 2 },
  ],
])('%s', (_, hunk, range) => {
  expect(readPatch(patch(...hunk))).toEqual(new Map([['ci.yml', [range]]]));
});

test('binary files are named by counts, also those that have moved', () => {
  const counts =
    '1\t0\tci.yml\0-\t-\tlogo.png\0-\t-\t\0old.png\0new\tname.png\0' + '2\t2\t\0a.yml\0b.yml\0-\t-\tx.bin\0';
  expect(binaryIn(counts)).toEqual(['logo.png', 'new\tname.png', 'x.bin']);
  expect([binaryIn(''), binaryIn('-\t-\t\0old.png')]).toEqual([[], []]);
});

test('only a patch that leaves out binary files asks for counts', () => {
  expect(namesBinary('diff --git a/x b/x\nBinary files a/x and b/x differ\n')).toBe(true);
  expect(namesBinary(patch('@@ -1 +1 @@', '-a', '+Binary files a/x and b/x differ'))).toBe(false);
});

import { expect, test } from 'vitest';
import { readPatch } from '../../src/host/git-patch.ts';

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

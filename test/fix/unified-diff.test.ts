import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { unifiedDiff } from '../../src/fix/unified-diff.ts';
import { applyEdits, type TextEdit } from '../../src/source/text-edit.ts';

const diffOf = (before: string, edits: readonly TextEdit[], path = 'a.yml', prefix = '') =>
  unifiedDiff({ path, before, after: applyEdits(before, edits), edits }, prefix);

const at = (text: string, part: string, put: string): TextEdit => {
  const start = text.indexOf(part);
  return { start, end: start + part.length, text: put };
};

test('a changed line with three lines around it', () => {
  const before = '1\n2\n3\n4\n5\n6\n7\n8\n9\n';
  expect(diffOf(before, [at(before, '5', 'five\nand more')], 'ci/a.yml', 'api/')).toBe(
    '--- a/api/ci/a.yml\n+++ b/api/ci/a.yml\n@@ -2,7 +2,8 @@\n 2\n 3\n 4\n-5\n+five\n+and more\n 6\n 7\n 8\n',
  );
});

test('a line behind one that stays', () => {
  const before = 'a\nb\n';
  expect(diffOf(before, [{ start: 1, end: 1, text: '\nx' }])).toBe(
    '--- a/a.yml\n+++ b/a.yml\n@@ -1,2 +1,3 @@\n a\n+x\n b\n',
  );
});

describe('git applies the patch', () => {
  const apply = (before: string, edits: readonly TextEdit[], path: string): string => {
    const folder = mkdtempSync(join(tmpdir(), 'multiarch-lint-'));
    try {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), before);
      const patch = diffOf(before, edits, path);
      const result = spawnSync('git', ['apply', '--whitespace=nowarn', '-'], {
        cwd: folder,
        input: patch,
        encoding: 'utf8',
      });
      expect(result.stderr).toBe('');
      return readFileSync(join(folder, path), 'utf8');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };

  test.each([
    ['without a last line break', 'a\nb', [{ start: 3, end: 3, text: '\nc' }]],
    ['with one that comes', 'a\nb', [{ start: 3, end: 3, text: '\n' }]],
    ['with Windows line breaks', 'a\r\nb\r\nc\r\n', [{ start: 4, end: 4, text: '\r\nx' }]],
    ['with a byte order mark and other letters', '\uFEFF構建: 1\n# 原生\n', [{ start: 5, end: 6, text: '2' }]],
    ['of an empty file', 'a\n', [{ start: 0, end: 2, text: '' }]],
  ])('%s', (_, before, edits) => {
    expect(apply(before, edits, '.gitlab-ci.yml')).toBe(applyEdits(before, edits));
  });

  test('of paths with blanks, quotes and other letters', () => {
    for (const path of ['ci files/a b.yml', 'ci/"a".yml', 'ci/構建.yml'])
      expect(apply('a\n', [{ start: 0, end: 1, text: 'b' }], path)).toBe('b\n');
  });

  test('whatever the edits', () => {
    const lines = fc.array(fc.constantFrom('a', 'b', '', 'c c'), { minLength: 1, maxLength: 30 });
    const places = fc.array(fc.tuple(fc.nat(60), fc.nat(3), fc.constantFrom('', 'x', '\ny', 'z\n')), { maxLength: 5 });
    const property = fc.property(lines, fc.boolean(), places, (written, isEnded, chosen) => {
      const before = written.join('\n') + (isEnded ? '\n' : '');
      let from = 0;
      const edits = chosen
        .toSorted(([a], [b]) => a - b)
        .flatMap(([start, length, text]): TextEdit[] => {
          const end = Math.min(start + length, before.length);
          if (start < from || start > before.length) return [];
          from = end + 1;
          return [{ start, end, text }];
        });
      const after = applyEdits(before, edits);
      const patch = diffOf(before, edits);
      expect(patch === '').toBe(before === after);
      if (patch !== '' && before !== '') expect(apply(before, edits, 'a.txt')).toBe(after);
    });
    fc.assert(property, { numRuns: 40 });
  });
});

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readByLibrary } from '../../src/syntax/library-yaml/read-by-library.ts';
import { readPlainYaml } from '../../src/syntax/plain-yaml/read-plain-yaml.ts';
import type { WrittenNode } from '../../src/syntax/yaml-written.ts';

/** What the library makes of a text that it takes without an error. */
function byLibrary(text: string): { root: WrittenNode | undefined; end: number } | string {
  const read = readByLibrary(text, { depth: 100, lexemes: 400_000 });
  if (read.is !== 'read') return read.is;
  return read.errors[0]?.message ?? { root: read.root, end: read.end };
}

/** Holds that our reader leaves the text alone or reads it as the library does. Whether it has read it. */
function agrees(text: string): boolean {
  const root = readPlainYaml(text);
  if (root === undefined) return false;
  expect({ root, end: root.end }, text).toEqual(byLibrary(text));
  return true;
}

const root = join(import.meta.dirname, '../../fixtures');
const fixtures = readdirSync(root, { recursive: true, encoding: 'utf8' })
  .filter((path) => /\.ya?ml$/.test(path))
  .map((path) => readFileSync(join(root, path), 'utf8'));

describe('the reader of plain YAML', () => {
  const plain: readonly (readonly [string, string])[] = [
    ['a job', 'build:\n  stage: build\n  tags: [amd64]\n  script:\n    - docker buildx build .\n'],
    ['lists at the column of their key', 'build:\n  script:\n  - go build\n  - go test\n  tags:\n  - amd64\n'],
    ['text without a last line break', 'stages:\n  - build'],
    ['a start marker behind a comment', '# Go server\n\n---\nstages: [build]\n'],
    [
      'comments deeper than what stands before them',
      'build:\n  script:\n    - go build\n      # deeper\n\n      # again\n  stage: build\n',
    ],
    ['comments at the column of the list', 'build:\n  script:\n    - go build\n    # as deep\n  stage: build\n'],
    ['comments that end several collections', 'a:\n  b:\n    - c: d\n      # of the item\n  # of a\ne: f\n'],
    ['a comment behind a block scalar', 'a:\n  b: |\n    text\n   # less deep\n  c: d\n'],
    ['comments behind keys and values', 'a: # one\n  b: c # two\n  d: [e, f] # three\n  g: "h" # four\n'],
    ['keys without value', 'a:\n\nb:\n  c:\n  d:   \ne:\n'],
    [
      'plain scalars of several lines',
      'script:\n  - /kaniko/executor\n    --context .\n\n\n    --no-push   \n  - next\n',
    ],
    ['colons and number signs within words', 'image: docker:29\nurl: https://go.dev/#top\nargs: a:b c#d\n'],
    ['quotes', `a: 'it''s'\nb: "say \\"x\\"\\n"\n"c d": e\n'f': g\n`],
    ['literals', 'a: |\n  one\n\n    two\n\nb: |-\n  three\n\n\nc: d\n'],
    ['folded scalars', 'a: >\n  one\n  two\n\n  three\n    more\n    still\n\n  four\n\n\n  five\nb: >-\n\n  six\n'],
    ['blank lines that hold blanks', 'a: |\n  one\n \n     \n  two\n  \nb: c\n'],
    [
      'flow collections of several lines',
      'needs: [\n  build,\n  # why\n  test, # and so\n]\nx: {a: [b, {c: d}],\n    e: "f"}\n',
    ],
    ['comments at the left margin in braces', 'build: { stage: test, script: make \n# why\n}\n'],
    ['anchors and aliases', '.a: &a\n  b: &b c\nd:\n  <<: *a\n  e: *b\nf:\n  <<: [*a, *a]\n  g: &g [1]\n'],
    ['references', 'a:\n  script: !reference [.b, script]\nb:\n  script:\n    - !reference [.c, script]\n    - d\n'],
    ['mappings and lists in lists', 'a:\n  - b: c\n    d:\n      - e\n  -   f: g\n      h: i\n  - - j\n    - k\n'],
    ['words that are no indicators', 'a: -f\nb:\n  - --push\n  - $CI_JOB_TOKEN\n  - (make)\n  - 😀 done\n'],
  ];
  test.each(plain)('reads %s as the library does', (_, text) => {
    expect(agrees(text)).toBe(true);
  });

  const others: readonly (readonly [string, string])[] = [
    ['tabs', 'a:\tb\n'],
    ['carriage returns', 'a: b\r\n'],
    ['a second document', 'a: b\n---\nc: d\n'],
    ['a marker with a comment', '--- # a\nb: c\n'],
    ['a list at the root', '- a\n'],
    ['deeper keys than the ones above', 'a: b\n  c: d\n'],
    ['keys between columns', 'a:\n    b: c\n  d: e\n'],
    ['a mapping in one line', 'a: b: c\n'],
    ['quotes over several lines', 'a: "b\n  c"\n'],
    ['text behind quotes', 'a: "b" c\n'],
    ['unknown escapes', 'a: "\\$b"\n'],
    ['explicit keys', '? a\n: b\n'],
    ['tags', 'a: !!str 1\n'],
    ['anchors of keys', '&a b: c\n'],
    ['brackets that are never closed', 'a: [b\nc: d\n'],
    ['flow lines that are not indented', 'a: [b,\nc]\n'],
    ['keys in flow lists', 'a: [b: c]\n'],
    ['indentation indicators', 'a: |2\n   b\n'],
    ['scalars below their key', 'a:\n  b\n'],
    ['empty items', 'a:\n  -\n  - b\n'],
    ['a text that is not indented', 'a: |\nb: c\n'],
    ['nothing at all', ''],
    ['very deep lists', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`],
  ];
  test.each(others)('leaves %s to the library', (_, text) => {
    expect(readPlainYaml(text)).toBeUndefined();
  });

  test('reads nearly every fixture, and as the library does', () => {
    const taken = fixtures.filter(agrees).length;
    expect(taken).toBeGreaterThan(0.95 * fixtures.length);
  });

  test.each(['[', '{'])('entries of one long line behind %s take time that grows with their number', (bracket) => {
    const start = performance.now();
    const entry = bracket === '[' ? 'a,' : 'a: b,';
    expect(readPlainYaml(`a: ${bracket}${entry.repeat(50_000)}${bracket === '[' ? ']' : '}'}\n`)).toBeDefined();
    expect(performance.now() - start).toBeLessThan(1500);
  });

  test('agrees with the library however lines are cut, put in and indented', () => {
    const lines = fixtures.filter((text) => text.length < 1500).map((text) => text.split('\n'));
    const pieces = [
      ' ',
      '\n',
      '# c',
      ' # c',
      '\n      # c\n',
      ': ',
      '- ',
      '"',
      "'",
      '[',
      ']',
      ',',
      '|\n',
      '>-\n',
      '&a ',
      '*a',
      '\n    ',
    ];
    const change = fc.record({
      line: fc.nat(60),
      column: fc.nat(40),
      cut: fc.nat(3),
      put: fc.constantFrom('', '', ...pieces),
      indent: fc.integer({ min: -3, max: 3 }),
    });
    const text = fc.tuple(fc.constantFrom(...lines), fc.array(change, { maxLength: 4 })).map(([from, changes]) => {
      const changed = [...from];
      for (const { line, column, cut, put, indent } of changes) {
        const old = changed[line % changed.length] ?? '';
        const moved = indent < 0 ? old.slice(-indent) : ' '.repeat(indent) + old;
        changed[line % changed.length] = moved.slice(0, column) + put + moved.slice(column + cut);
      }
      return changed.join('\n');
    });
    let taken = 0;
    fc.assert(
      fc.property(text, (changed) => {
        if (agrees(changed)) taken += 1;
      }),
      { numRuns: 400 },
    );
    expect(taken).toBeGreaterThan(40);
  });
});

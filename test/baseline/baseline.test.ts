import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareWithBaseline } from '../../src/baseline/compare.ts';
import { looksLikeBaseline, readBaseline } from '../../src/baseline/read-baseline.ts';
import { baselineText, knownFindings } from '../../src/baseline/write-baseline.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { lintText, wordRule } from '../engine/sample.ts';

const read = (text: string) => readBaseline(new SourceFile('known.json', text));
const rules = [wordRule('arch-tag-collision', 'push'), wordRule('merge-before-build', 'merge')];
const findingsIn = (text: string) => lintText(text, rules).findings;
const baselineOf = (text: string, root = '') => knownFindings(findingsIn(text), root);
const everything = { root: '', covers: () => true };

describe('a baseline', () => {
  test('is JSON with one finding per line, sorted, and reads back as it was written', () => {
    const known = baselineOf('push\nmerge\n');
    const text = baselineText(known);
    expect(text.replaceAll(/"fingerprint":"[0-9a-f]{32}"/g, '"fingerprint":"…"')).toBe(`{
  "version": 1,
  "findings": [
    {"path":".gitlab-ci.yml","rule":"arch-tag-collision","message":"\`push\` is used","fingerprint":"…"},
    {"path":".gitlab-ci.yml","rule":"merge-before-build","message":"\`merge\` is used","fingerprint":"…"}
  ]
}
`);
    expect(read(text)).toEqual(known);
    expect(read(`\uFEFF${text}`)).toEqual(known);
    expect(baselineText(known.toReversed())).toBe(text);
    expect(read(baselineText([]))).toEqual([]);
  });

  test('stays the same text while lines only move', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('', '# a comment', '  other: [x]')), (lines) => {
        const moved = `${lines.join('\n')}\n  push\n${lines.join('\n')}\nmerge\n`;
        expect(baselineText(baselineOf(moved))).toBe(baselineText(baselineOf('push\nmerge\n')));
      }),
    );
  });

  test('keeps no line numbers', () => {
    const [finding] = findingsIn('push');
    const moving = [{ ...finding!, message: 'pushed at ci/build.yml:12:3, as line 4 says' }];
    expect(knownFindings(moving, 'api/')).toMatchObject([
      { path: 'api/.gitlab-ci.yml', message: 'pushed at ci/build.yml, as line says' },
    ]);
  });
});

describe('findings are compared with a baseline', () => {
  test('by fingerprint: what is known, what is new, what is gone', () => {
    const { fresh, known, gone } = compareWithBaseline(
      findingsIn('# moved\npush\npush\n'),
      baselineOf('push\nmerge\n'),
      everything,
    );
    expect(known.map(({ at }) => at.file.positionAt(at.start).line)).toEqual([2]);
    expect(fresh.map(({ at }) => at.file.positionAt(at.start).line)).toEqual([3]);
    expect(gone).toBe(1);
  });

  test('under the root of their project', () => {
    const findings = findingsIn('push');
    const count = (root: string) =>
      compareWithBaseline(findings, baselineOf('push', 'api/'), { ...everything, root }).known.length;
    expect([count('api/'), count('web/'), count('')]).toEqual([1, 0, 0]);
  });

  test('and nothing is gone that the run would not have found', () => {
    const gone = (root: string, ran: string) =>
      compareWithBaseline([], baselineOf('push', 'api/'), { root, covers: (rule) => rule === ran }).gone;
    expect([
      gone('api/', 'arch-tag-collision'),
      gone('api/', 'merge-before-build'),
      gone('web/', 'arch-tag-collision'),
    ]).toEqual([1, 0, 0]);
  });
});

describe('a file that is no baseline is one line', () => {
  const entry = '{"path":"a","rule":"b","message":"c","fingerprint":"d"}';
  test.each([
    ['', '`known.json` is no baseline, because it is no JSON; write the baseline anew with --write-baseline'],
    [
      '[]',
      '`known.json` is no baseline, because it has no list `findings`; write the baseline anew with --write-baseline',
    ],
    [
      '{"version":2,"findings":[]}',
      '`known.json` is no baseline, because its version is 2, and this release reads version 1; write the baseline anew with --write-baseline',
    ],
    [
      `{"version":1,"findings":[${entry},{"path":"a","rule":"b","message":"c"}]}`,
      '`known.json` is no baseline, because its finding number 2 has no text `fingerprint`; write the baseline anew with --write-baseline',
    ],
    [
      `{"version":1,"findings":[7]}`,
      '`known.json` is no baseline, because its finding number 1 has no text `path`; write the baseline anew with --write-baseline',
    ],
    [
      `{\n  "version": 1,\n  "findings": [\n<<<<<<< HEAD\n    ${entry}\n=======\n>>>>>>> topic\n  ]\n}\n`,
      'known.json:4:1: a merge left its conflict here; write the baseline anew with --write-baseline',
    ],
  ])('%j', (text, message) => {
    expect(() => read(text)).toThrow(expect.objectContaining({ name: 'UsageError', message }));
  });

  test('with the place, where the parser tells it', () => {
    expect(() => read('{\n  "version": 1,\n  "findings": [],\n}\n')).toThrow(
      /^known\.json:4:1: the baseline is no JSON: [^\n]+$/,
    );
  });
});

test.each([
  ['{\n  "version": 1,\n  "findings": [\n<<<<<<< HEAD\n', true],
  ['', true],
  ['{"version": 1, "tool": {}, "findings": []}', false],
  ['build:\n  script: [make]\n', false],
  ['{"name": "orders", "version": "1.0.0"}', false],
])('%j may be replaced by a baseline: %s', (text, may) => {
  expect(looksLikeBaseline(text)).toBe(may);
});

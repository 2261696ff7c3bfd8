import { expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { fingerprintUnder } from '../../src/engine/fingerprint.ts';
import { lint } from '../../src/engine/lint.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { lintText, projectOf, ruleOf, violationAt, wordRule } from './sample.ts';

const rule = wordRule('arch-tag-collision', 'push');
const prints = (text: string, path = '.gitlab-ci.yml'): readonly string[] =>
  lint(projectOf([new SourceFile(path, text)]), [rule], defaultPolicy, { today: '2026-06-15' }).findings.map(
    ({ fingerprint }) => fingerprint,
  );

test('a fingerprint has 32 hexadecimal digits and stays when lines move', () => {
  const [print] = prints('push\n');
  expect(print).toMatch(/^[0-9a-f]{32}$/);
  expect(prints('# a comment\n\n   push\n')).toEqual([print]);
});

test('it differs by path, and by rule', () => {
  expect(prints('push', 'ci/push.yml')).not.toEqual(prints('push'));
  const other = lintText('push', [wordRule('merge-before-build', 'push')]).findings.map(
    ({ fingerprint }) => fingerprint,
  );
  expect(other).not.toEqual(prints('push'));
});

test('equal findings are told apart by their order', () => {
  const [first, second] = prints('push\npush\n');
  expect(first).toBe(prints('push')[0]);
  expect(second).not.toBe(first);
});

const file = new SourceFile('.gitlab-ci.yml', 'push');
const printOf = (parts: Parameters<typeof violationAt>[1]): Finding['fingerprint'] =>
  lint(projectOf([file]), [ruleOf('merge-needs-incomplete', () => [violationAt(file.whole, parts)])], defaultPolicy, {
    today: '2026-06-15',
  }).findings[0]!.fingerprint;
const job = (name: string) => ({ name, definition: { name: 'build' } }) as never;

test.each([
  ['line numbers in the message', { message: 'pushed at ci/a.yml:3:7' }, { message: 'pushed at ci/a.yml:4:1' }, true],
  ['the line number as a word', { message: 'as line 3 says' }, { message: 'as line 12 says' }, true],
  ['the tag of an image', { message: '`golang:1` is used' }, { message: '`golang:2` is used' }, false],
  ['the message, under an identity', { message: 'a', identity: 'app' }, { message: 'b', identity: 'app' }, true],
  ['the identity', { message: 'a', identity: 'app' }, { message: 'a', identity: 'web' }, false],
  ['the cell of a matrix', { jobs: [job('build: [amd64]')] }, { jobs: [job('build: [arm64]')] }, true],
])('whether it depends on %s', (_, left, right, isSame) => {
  expect(printOf(left) === printOf(right)).toBe(isSame);
});

test('under a root it is another one, of the same form', () => {
  const [print = ''] = prints('push');
  expect(fingerprintUnder('', print)).toBe(print);
  expect(fingerprintUnder('api/', print)).toMatch(/^[0-9a-f]{32}$/);
  expect(fingerprintUnder('api/', print)).not.toBe(fingerprintUnder('web/', print));
});

test('silencing one finding leaves the fingerprints of the others as they are', () => {
  const { findings, suppressed } = lintText('push # multiarch-lint: ignore[arch-tag-collision] a pilot\npush\n', [
    rule,
  ]);
  expect([...suppressed.map(({ finding }) => finding), ...findings].map(({ fingerprint }) => fingerprint)).toEqual(
    prints('push\npush\n'),
  );
});

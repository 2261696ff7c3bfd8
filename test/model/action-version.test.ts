import { expect, test } from 'vitest';
import { type ActionUse, actionVersion, isCommit } from '../../src/model/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';

const commit = 'b4b15b8c7c6ac21ea08fcf65892d2ee8f75cf882';

/** The release that `uses: docker/login-action@…` tells, or why it tells none. */
function told(written: string): string {
  const text = `uses: docker/login-action@${written}\n`;
  const [ref = ''] = written.split(/['"\s]/);
  const start = text.indexOf('@') + 1;
  const refSpan = new SourceFile('image.yml', text).span(start, start + ref.length);
  const use: Pick<ActionUse, 'action' | 'ref' | 'refSpan'> = { action: 'docker/login-action', ref, refSpan };
  const version = actionVersion(use);
  return version.is === 'set' ? version.value : version.is;
}

test.each([
  ['v4', '4'],
  ['4', '4'],
  ['v4.2.1', '4.2.1'],
  ['v4.2.1-rc.1', '4.2.1'],
  ['v4beta', 'unknown'],
  ['main', 'unknown'],
  [commit, 'unknown'],
  [`${commit} # v4.6.0`, '4.6.0'],
  [`${commit}" # v4.6.0`, '4.6.0'],
  [`${commit} # pin@v4`, '4'],
  [`${commit} # see the notes`, 'unknown'],
  [`${commit}\n# v4.6.0`, 'unknown'],
  ['main # v4.6.0', 'unknown'],
])('%s tells %s', (written, version) => {
  expect(told(written)).toBe(version);
});

test('a comment behind the sign of a block scalar tells the release of the commit below it', () => {
  const text = `uses: >- # v4.6.0\n  docker/login-action@${commit}\n`;
  const start = text.indexOf(commit);
  const refSpan = new SourceFile('image.yml', text).span(start, start + commit.length);
  expect(actionVersion({ action: 'docker/login-action', ref: commit, refSpan })).toMatchObject({ value: '4.6.0' });
});

test.each([
  [commit, true],
  [commit.toUpperCase(), true],
  [commit.slice(0, 12), false],
  [`${commit}${commit.slice(0, 24)}`, true],
  ['v4', false],
])('%s is a full commit: %s', (ref, expected) => {
  expect(isCommit(ref)).toBe(expected);
});

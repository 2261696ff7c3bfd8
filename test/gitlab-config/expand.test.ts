import { describe, expect, test } from 'vitest';
import { type Expander, expandString, expandText } from '../../src/gitlab/expand.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { hole, literal, showText } from '../../src/value/index.ts';

const span = new SourceFile('.gitlab-ci.yml', 'key').whole;
const values: Readonly<Record<string, string>> = { GOARCH: 'arm64', EMPTY: '' };

describe('forms of variables', () => {
  test.each<[string, Record<Expander, string>]>([
    [
      '$GOARCH-${GOARCH}',
      { gitlab: 'arm64-arm64', 'gitlab-existing': 'arm64-arm64', 'gitlab-value': 'arm64-arm64', runner: 'arm64-arm64' },
    ],
    ['%GOARCH%', { gitlab: 'arm64', 'gitlab-existing': 'arm64', 'gitlab-value': 'arm64', runner: '%GOARCH%' }],
    ['a$NONE', { gitlab: 'a', 'gitlab-existing': 'a$NONE', 'gitlab-value': 'a$NONE', runner: 'a' }],
    ['a${EMPTY}', { gitlab: 'a', 'gitlab-existing': 'a', 'gitlab-value': 'a', runner: 'a' }],
    ['$$GOARCH', { gitlab: '$arm64', 'gitlab-existing': '$arm64', 'gitlab-value': '$$GOARCH', runner: '$GOARCH' }],
    [
      'x-${GOARCH:-amd64}',
      {
        gitlab: 'x-${GOARCH:-amd64}',
        'gitlab-existing': 'x-${GOARCH:-amd64}',
        'gitlab-value': 'x-${GOARCH:-amd64}',
        runner: 'x-',
      },
    ],
    ['100% $', { gitlab: '100% $', 'gitlab-existing': '100% $', 'gitlab-value': '100% $', runner: '100% $' }],
  ])('%s', (input, expected) => {
    for (const expander of ['gitlab', 'gitlab-existing', 'gitlab-value', 'runner'] as const) {
      expect([expander, expandString(input, expander, (name) => values[name])]).toEqual([expander, expected[expander]]);
    }
  });
});

describe('texts', () => {
  const sha = hole('CI_COMMIT_SHA', '$CI_COMMIT_SHA', { kind: 'variable', because: 'GitLab sets it', at: span });
  const valueOf = (name: string) => (name === 'CI_COMMIT_SHA' ? sha : literal('arm64', span));

  test('a value that is not known becomes a hole', () => {
    expect(showText(expandText(literal('app:$CI_COMMIT_SHA-$GOARCH', span), 'runner', valueOf).text)).toBe(
      'app:$CI_COMMIT_SHA-arm64',
    );
  });

  test('what a shell would expand is reported where it stands, in atoms', () => {
    const input = { parts: [...sha.parts, '-${GOARCH:-amd64}'], span };
    const { text, failed } = expandText(input, 'runner', valueOf);
    expect(showText(text)).toBe('$CI_COMMIT_SHA-');
    expect(failed).toEqual([{ written: '${GOARCH:-amd64}', name: 'GOARCH', start: 2, end: 18, outcome: 'empty' }]);
    expect(expandText(input, 'gitlab', valueOf).failed).toMatchObject([{ outcome: 'literal' }]);
  });
});

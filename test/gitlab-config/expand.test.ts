import { describe, expect, test } from 'vitest';
import { type Expander, expandString } from '../../src/gitlab/expand.ts';

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

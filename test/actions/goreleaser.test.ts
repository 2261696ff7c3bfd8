import { describe, expect, test } from 'vitest';
import { commandsOf, workOf } from './steps-of.ts';

const step = (inputs: string): string => `- uses: goreleaser/goreleaser-action@v6\n  with: {${inputs}}`;

describe('goreleaser/goreleaser-action', () => {
  test('runs the program, whose images are out of sight', () => {
    expect(commandsOf(step('version: "~> v2", args: release --clean'))).toEqual(['goreleaser release --clean']);
    expect(workOf(step('args: release --clean')).builds.openTo.map(({ because }) => because)).toEqual([
      '`goreleaser release --clean` is not followed, so what it builds is not known',
    ]);
  });

  test.each(['install-only: true, args: release', 'version: latest'])('runs nothing with %s', (inputs) => {
    expect(commandsOf(step(inputs))).toEqual([]);
  });
});

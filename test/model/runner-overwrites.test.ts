import { describe, expect, test } from 'vitest';
import { allowsEverything, allowsOverwrite } from '../../src/model/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { hole, joinTexts, literal, type Text } from '../../src/value/index.ts';

const span = new SourceFile('config.toml', 'node_selector_overwrite_allowed').whole;
const setting = (pattern: string) => ({ pattern, span });
const selector: Text = literal('kubernetes.io/arch=arm64', span);

describe('a pattern of node labels', () => {
  test.each([
    ['kubernetes.io/arch=.*', 'yes'],
    ['arch', 'yes'],
    ['^kubernetes.io/arch=(amd64|arm64)$', 'yes'],
    ['^kubernetes.io/arch=amd64$', 'no'],
    ['.*', 'yes'],
    ['^(beta.)?kubernetes.io/arch=.*$', 'yes'],
    ['(?i)KUBERNETES.IO/ARCH=.*', 'unknown'],
    ['^(a+)+$', 'unknown'],
    ['(', 'unknown'],
    ['a*b*c*d*e*', 'unknown'],
  ])('%s allows the choice of an architecture: %s', (pattern, expected) => {
    expect(allowsOverwrite(setting(pattern), selector).is).toBe(expected);
  });

  test.each([
    ['kubernetes.io/arch=.*', 'yes'],
    ['kubernetes.io/arch=(amd64|arm64)$', 'unknown'],
    ['^pool=', 'no'],
  ])('%s with a value that is known in part: %s', (pattern, expected) => {
    const node = hole('NODE', '$NODE', { kind: 'variable', because: '`$NODE` is set elsewhere', at: span });
    const value = joinTexts([literal('kubernetes.io/arch=', span), node], span);
    expect(allowsOverwrite(setting(pattern), value).is).toBe(expected);
  });

  test.each([
    ['.*', true],
    ['.+', true],
    ['=', true],
    ['^.*=.*$', true],
    ['kubernetes.io/arch=.*', false],
    ['kubernetes.io/.*', false],
    ['(', false],
  ])('%s allows any node: %s', (pattern, expected) => {
    expect(allowsEverything(setting(pattern))).toBe(expected);
  });

  // One that takes exponential time would never come to an answer.
  test('comes to an answer, whatever it is', () => {
    const patterns = [
      '(a*)*$',
      '((a|aa)+)+$',
      '.*.*.*x',
      '.*.*x',
      `${'(a|a)'.repeat(90)}x`,
      `${'(a|a)'.repeat(8)}.*.*x`,
    ];
    for (const pattern of patterns) {
      for (const length of [128, 100_000]) {
        const overwrite = literal('a'.repeat(length), span);
        expect(['yes', 'no', 'unknown']).toContain(allowsOverwrite(setting(pattern), overwrite).is);
      }
    }
  });
});

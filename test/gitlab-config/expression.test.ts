import { describe, expect, test } from 'vitest';
import { evaluateExpression, type OperandValue, parseExpression } from '../../src/gitlab/expression.ts';
import { SourceFile } from '../../src/source/source-file.ts';

const at = new SourceFile('.gitlab-ci.yml', 'if').whole;
const values: Readonly<Record<string, OperandValue>> = {
  ARCH: { is: 'string', value: 'arm64' },
  EMPTY: { is: 'string', value: '' },
  PATTERN: { is: 'string', value: '/^arm/' },
  HIDDEN: { is: 'unknown', causes: [{ kind: 'variable', because: 'the project may set it', at }] },
};

function verdict(source: string): string {
  const tree = parseExpression(source);
  if (tree === undefined) return 'invalid';
  return evaluateExpression(tree, { at, variable: (name) => values[name] ?? { is: 'null' } }).is;
}

describe('expressions', () => {
  test.each<[string, string]>([
    ['$ARCH', 'yes'],
    ['$EMPTY', 'no'],
    ['$UNSET', 'no'],
    ['$EMPTY || $ARCH', 'no'],
    ['$UNSET || $ARCH', 'yes'],
    ['$ARCH == "arm64" && $UNSET == null', 'yes'],
    ['!($ARCH == "arm64")', 'no'],
    ['!$ARCH == "arm64"', 'no'],
    ['$ARCH =~ /^ARM/i', 'yes'],
    ['$ARCH =~ $PATTERN', 'yes'],
    ['$ARCH !~ $UNSET', 'yes'],
    ['$ARCH == "amd64" || $ARCH == "arm64" && $EMPTY == ""', 'yes'],
    ['$HIDDEN', 'unknown'],
    ['$HIDDEN && $UNSET', 'no'],
    ['$HIDDEN && $ARCH', 'unknown'],
    ['$ARCH || $HIDDEN', 'yes'],
    ['$HIDDEN || $ARCH', 'unknown'],
    ['$HIDDEN == "x" || $ARCH', 'yes'],
    ['$HIDDEN == $HIDDEN', 'yes'],
    ['$HIDDEN =~ /x86/', 'unknown'],
    ['$ARCH =~ /a/', 'invalid'],
    ['$ARCH =~ /^(?=a)/', 'invalid'],
    ['$ARCH = "x"', 'invalid'],
    ['${ARCH}', 'invalid'],
    ['($ARCH', 'invalid'],
    ['', 'invalid'],
    ['!'.repeat(200), 'invalid'],
  ])('%s', (source, expected) => {
    expect(verdict(source)).toBe(expected);
  });

  test('a pattern that may take for ever is unknown', () => {
    const tree = parseExpression('$LONG =~ /^(a+)+$/');
    const value = { is: 'string', value: `${'a'.repeat(60)}!` } as const;
    expect(tree && evaluateExpression(tree, { at, variable: () => value })).toMatchObject({
      is: 'unknown',
      causes: [{ at }],
    });
  });
});

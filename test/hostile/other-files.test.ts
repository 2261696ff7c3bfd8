import { describe, expect, test } from 'vitest';
import { readBaseline } from '../../src/baseline/read-baseline.ts';
import { loadPolicy } from '../../src/policy/load-policy.ts';
import { UsageError } from '../../src/policy/usage-error.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { lintFiles } from '../robustness/lint-files.ts';
import { series } from '../robustness/rubbish.ts';
import { hostileFiles } from './other-files.ts';

/** Every repository here is read in a second or two; the limit leaves room for a machine that does other things, too. */
const patience = 60_000;

/** A workflow about which a rule has something to say whatever stands in other files. */
const other = '.github/workflows/other.yml';
const otherWorkflow = 'on: push\njobs:\n  a: { runs-on: ubuntu-24.04, needs: gone, steps: [{ run: make }] }\n';

describe('hostile files of other kinds end in findings or quietly, and hide nothing of other files', () => {
  test.each(Object.entries(hostileFiles))(
    '%s',
    (_, write) => {
      expect(lintFiles({ ...write(), [other]: otherWorkflow })).toContain('github-rejects-workflow');
    },
    patience,
  );
});

/** What a reader of a file that the user brings along answers: nothing, or one line. */
function lineOf(read: () => unknown): string {
  try {
    read();
    return '';
  } catch (error) {
    if (error instanceof UsageError) return error.message;
    throw error;
  }
}

const wrong: Readonly<Record<string, () => string>> = {
  'brackets 20,000 deep': () => `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  'braces 20,000 deep': () => `${'{"a":'.repeat(20_000)}1${'}'.repeat(20_000)}`,
  'brackets that are never closed': () => `version: ${'['.repeat(20_000)}`,
  'aliases that double': () =>
    `a0: &a0 [a, a]\n${series(40, (n) => `a${n + 1}: &a${n + 1} [*a${n}, *a${n}]`).join('\n')}\nrules: *a40\n`,
  'an alias inside its own anchor': () => 'rules: &a { kaniko-cache-ttl: *a }\n',
  'names of built-in properties': () => '{"__proto__": {"version": 1}, "constructor": [], "toString": {"a": 1}}',
  '1 MB on one line': () => `"${'a'.repeat(1_000_000)}"`,
  'null bytes': () => '\0\0\0',
  nothing: () => '',
  'escape sequences': () => '\u001b[2J: \u001b]0;x\u0007\n',
};

describe.each(Object.entries(wrong))('%s', (_, write) => {
  test(
    'as a policy is a line or nothing',
    () => {
      const line = lineOf(() => loadPolicy(new SourceFile('.multiarch-lint.yml', write())));
      expect(line).not.toContain('\n');
      expect(line.length).toBeLessThan(1000);
    },
    patience,
  );

  test(
    'as a baseline is a line',
    () => {
      const line = lineOf(() => readBaseline(new SourceFile('baseline.json', write())));
      expect(line).not.toBe('');
      expect(line).not.toContain('\n');
      expect(line.length).toBeLessThan(1000);
    },
    patience,
  );
});

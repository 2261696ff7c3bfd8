import { describe, expect, test } from 'vitest';
import type { Finding } from '../../src/engine/finding.ts';
import { applyFixes } from '../../src/fix/apply-fixes.ts';
import type { Fix, Patch } from '../../src/rule/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { memoryWorkspace, type Workspace } from '../../src/source/workspace.ts';

/** A rule for texts: every `bad` is a finding, with the fix that `fixOf` gives it. */
const lintWords = (fixOf: (file: SourceFile, start: number, word: string) => Fix | undefined) => (files: Workspace) => {
  const findings = files.paths.flatMap((path) => {
    const content = files.read(path);
    const file = new SourceFile(path, content.is === 'text' ? content.text : '');
    return [...file.text.matchAll(/\b(?:bad|worse)\w*/g)].map(({ index, 0: word }, number): Finding => {
      const fix = fixOf(file, index, word);
      return {
        ruleId: word.startsWith('worse') ? 'no-worse-word' : 'no-bad-word',
        severity: 'warning',
        certainty: 'violation',
        causes: [],
        fingerprint: `${path} ${word} ${String(number)}`,
        at: file.span(index, index + word.length),
        message: `\`${word}\` is bad`,
        ...(fix && { fix }),
      };
    });
  });
  return { own: findings, all: findings };
};

const fixBy = (patches: readonly Patch[], safety: Fix['safety'] = 'safe'): Fix => ({
  title: 'Mend it',
  safety,
  patches,
});

const writing = (text: string, safety?: Fix['safety']) => (file: SourceFile, start: number, word: string) =>
  fixBy([{ op: 'replace', at: file.span(start, start + word.length), text }], safety);

const repair = (
  files: Readonly<Record<string, string>>,
  fixOf: Parameters<typeof lintWords>[0],
  more: { readonly accepted?: readonly Fix['safety'][]; readonly locked?: string } = {},
) => {
  const { accepted = ['safe'], locked } = more;
  const workspace = memoryWorkspace(files);
  const whyNotWritten = (path: string) => (path === locked ? 'it is locked' : undefined);
  const outcome = applyFixes({ workspace, lint: lintWords(fixOf), accepted, whyNotWritten });
  return {
    texts: Object.fromEntries(outcome.files.map(({ path, after }) => [path, after])),
    fixed: outcome.fixed.length,
    refused: outcome.refused.map(({ because }) => because),
    left: outcome.result.all.length,
  };
};

describe('fixes are applied until nothing is left', () => {
  test('all of one round at once, in several files', () => {
    expect(repair({ 'a.sh': 'bad x bad2 y\n', 'b.sh': 'bad\n' }, writing('fine'))).toEqual({
      texts: { 'a.sh': 'fine x fine y\n', 'b.sh': 'fine\n' },
      fixed: 3,
      refused: [],
      left: 0,
    });
  });

  test('findings that share a fix have it once', () => {
    const all = (file: SourceFile) => fixBy([{ op: 'replace', at: file.whole, text: 'fine\n' }]);
    expect(repair({ 'a.sh': 'bad bad2 bad3\n' }, all)).toEqual({
      texts: { 'a.sh': 'fine\n' },
      fixed: 3,
      refused: [],
      left: 0,
    });
  });

  test('of two that touch, the second comes in the next round, and edits are told in terms of the file', () => {
    const withNext = (file: SourceFile, start: number, word: string) =>
      fixBy([{ op: 'replace', at: file.span(start, start + word.length + 1), text: word === 'bad' ? 'one;' : 'two;' }]);
    const workspace = memoryWorkspace({ 'a.sh': 'x bad bad2 y' });
    const { files } = applyFixes({
      workspace,
      lint: lintWords(withNext),
      accepted: ['safe'],
      whyNotWritten: () => undefined,
    });
    expect(files).toEqual([
      { path: 'a.sh', before: 'x bad bad2 y', after: 'x one;two;y', edits: [{ start: 2, end: 11, text: 'one;two;' }] },
    ]);
  });

  test('unsafe ones only where they are wanted', () => {
    expect(repair({ 'a.sh': 'bad\n' }, writing('fine', 'unsafe')).fixed).toBe(0);
    expect(repair({ 'a.sh': 'bad\n' }, writing('fine', 'unsafe'), { accepted: ['safe', 'unsafe'] }).fixed).toBe(1);
  });

  test('ends where fixes never come to an end', () => {
    expect(repair({ 'a.sh': 'bad\n' }, (file, start, word) => writing(`${word}x`)(file, start, word)).refused).toEqual([
      'the problem would stay',
    ]);
  });
});

describe('a fix that is wrong is left out, and the others are applied', () => {
  test('because the problem stays', () => {
    const fixOf = (file: SourceFile, start: number, word: string) =>
      writing(word === 'bad2' ? 'bad2' : 'fine')(file, start, word);
    expect(repair({ 'a.sh': 'bad1 bad2 bad3 bad4\n' }, fixOf)).toEqual({
      texts: { 'a.sh': 'fine bad2 fine fine\n' },
      fixed: 3,
      refused: ['the problem would stay'],
      left: 1,
    });
  });

  test('because it brings another problem', () => {
    const fixOf = (file: SourceFile, start: number, word: string) =>
      word.startsWith('worse') ? undefined : writing(word === 'bad2' ? 'worse' : 'fine')(file, start, word);
    expect(repair({ 'a.sh': 'bad1 bad2\n' }, fixOf)).toMatchObject({
      texts: { 'a.sh': 'fine bad2\n' },
      refused: ['`no-worse-word` would be reported then'],
    });
  });

  test('because the file must not be written', () => {
    expect(repair({ 'a.sh': 'bad\n', 'b.sh': 'bad\n' }, writing('fine'), { locked: 'a.sh' })).toEqual({
      texts: { 'b.sh': 'fine\n' },
      fixed: 1,
      refused: ['it is locked'],
      left: 1,
    });
  });

  test('because it does not fit the text', () => {
    const asKey = (file: SourceFile, start: number, word: string) =>
      fixBy([{ op: 'append-item', to: file.span(start, start + word.length), item: 'x' }]);
    expect(repair({ 'a.yml': 'bad: *none\n' }, asKey).refused).toEqual(['the list is an alias']);
  });

  test('many of them cost no endless trials', () => {
    const words = Array.from({ length: 300 }, (_, number) => `bad${String(number)}`).join(' ');
    const { refused, fixed } = repair({ 'a.sh': words }, writing('bad'));
    expect([refused.length, fixed]).toEqual([300, 0]);
    expect(new Set(refused)).toEqual(new Set(['the problem would stay', 'too many other fixes of this run failed']));
  });
});

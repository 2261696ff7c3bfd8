import { describe, expect, test } from 'vitest';
import { lint } from '../../src/engine/lint.ts';
import { suppressionRules } from '../../src/engine/suppression-rules.ts';
import { defaultPolicy } from '../../src/policy/policy.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { lintText, policyOf, projectOf, wordRule } from './sample.ts';

const rules = [wordRule('arch-tag-collision', 'push'), wordRule('emulated-build', 'qemu')];
const jobNames = ['build', 'manifest'];

/** The findings of a text as `line rule: message`, and the silenced ones as `line rule (reason)`. */
function outcome(text: string, jobs: readonly string[] = []): { left: readonly string[]; silenced: readonly string[] } {
  const { findings, suppressed } = lintText(text, rules, jobs);
  const line = ({ at }: (typeof findings)[number]): string => String(at.file.positionAt(at.start).line);
  return {
    left: findings.map((finding) => `${line(finding)} ${finding.ruleId}: ${finding.message}`),
    silenced: suppressed.map(({ finding, reason }) => `${line(finding)} ${finding.ruleId} (${reason})`),
  };
}

describe('a comment silences its rules', () => {
  test.each([
    [
      'on its line',
      '- push # multiarch-lint: ignore[arch-tag-collision] a pilot\n',
      ['1 arch-tag-collision (a pilot)'],
    ],
    [
      'on the line below',
      '# multiarch-lint: ignore[arch-tag-collision] a pilot\n- push\n',
      ['2 arch-tag-collision (a pilot)'],
    ],
    [
      'with blanks left out',
      '- push #multiarch-lint:ignore[arch-tag-collision]a pilot\n',
      ['1 arch-tag-collision (a pilot)'],
    ],
    [
      'in a file with CRLF',
      '# multiarch-lint: ignore[arch-tag-collision] a pilot\r\n- push\r\n',
      ['2 arch-tag-collision (a pilot)'],
    ],
    [
      'of several names',
      '# multiarch-lint: ignore[arch-tag-collision, emulated-build] a pilot\n- push qemu\n',
      ['2 arch-tag-collision (a pilot)', '2 emulated-build (a pilot)'],
    ],
    [
      'that names one rule twice, and both are one suppression',
      '# multiarch-lint: ignore[arch-tag-collision, arch-tag-collision] a pilot\n- push\n',
      ['2 arch-tag-collision (a pilot)'],
    ],
    [
      'below other comments',
      '# multiarch-lint: ignore[arch-tag-collision] one\n# why\n# multiarch-lint: ignore[emulated-build] two\n- push qemu\n',
      ['4 arch-tag-collision (one)', '4 emulated-build (two)'],
    ],
    [
      'until a day, that day included',
      '- push # multiarch-lint: ignore[arch-tag-collision] until=2026-06-15 a pilot\n',
      ['1 arch-tag-collision (a pilot)'],
    ],
    [
      'in the whole file',
      '\uFEFF# syntax=docker/dockerfile:1\n\n# multiarch-lint: ignore-file[arch-tag-collision] a pilot\nRUN push\n\nRUN push\n',
      ['4 arch-tag-collision (a pilot)', '6 arch-tag-collision (a pilot)'],
    ],
  ])('%s', (_, text, silenced) => {
    expect(outcome(text)).toEqual({ left: [], silenced });
  });

  test('and of two that do, the narrower one gives the reason, and both are used', () => {
    const text =
      '# multiarch-lint: ignore-file[arch-tag-collision] wide\n- push # multiarch-lint: ignore[arch-tag-collision] narrow\n';
    expect(outcome(text)).toEqual({ left: [], silenced: ['2 arch-tag-collision (narrow)'] });
  });

  test('and no other rule, and no other line', () => {
    const text = '# multiarch-lint: ignore[arch-tag-collision] a pilot\n- push qemu\n- push\n';
    expect(outcome(text).left).toEqual(['2 emulated-build: `qemu` is used', '3 arch-tag-collision: `push` is used']);
  });

  test('and not the line behind an empty one', () => {
    const text = '# multiarch-lint: ignore[arch-tag-collision] a pilot\n\n- push\n';
    expect(outcome(text).left).toEqual([
      '1 unused-suppression: the suppression of `arch-tag-collision` silences nothing',
      '3 arch-tag-collision: `push` is used',
    ]);
  });
});

describe('above a job', () => {
  const comment = '# multiarch-lint: ignore[arch-tag-collision] a pilot\n';

  test('it silences the whole job, up to the next job', () => {
    const text = `${comment}build:\n  script:\n    - push\n\n    - push\nmanifest:\n  script: push\n`;
    expect(outcome(text, jobNames)).toEqual({
      left: ['8 arch-tag-collision: `push` is used'],
      silenced: ['4 arch-tag-collision (a pilot)', '6 arch-tag-collision (a pilot)'],
    });
  });

  test('it ends at any key that is no part of the job', () => {
    const text = `${comment}build:\n  script: push\n# a comment\nvariables:\n  COMMAND: push\n`;
    expect(outcome(text, jobNames)).toMatchObject({ left: ['6 arch-tag-collision: `push` is used'] });
  });

  test('it silences a template, too', () => {
    const text = `${comment}.kaniko:\n  script: push\nbuild:\n  script: push\n`;
    expect(outcome(text, jobNames)).toMatchObject({ left: ['5 arch-tag-collision: `push` is used'] });
  });

  test('it silences one line where the key is none of a job', () => {
    const text = `${comment}variables: # push\n  COMMAND: push\n`;
    expect(outcome(text, jobNames)).toMatchObject({ left: ['3 arch-tag-collision: `push` is used'] });
  });
});

describe('a comment is itself reported, and silences nothing,', () => {
  test.each([
    ['without a reason', 'ignore[arch-tag-collision]', 'the suppression gives no reason'],
    [
      'without a reason behind the date',
      'ignore[arch-tag-collision] until=2027-01-31',
      'the suppression gives no reason',
    ],
    ['past its date', 'ignore[arch-tag-collision] until=2026-06-14 a pilot', 'the suppression ended on 2026-06-14'],
    ['with a day that is none', 'ignore[arch-tag-collision] until=2027-02-29 a pilot', '`until=2027-02-29` is no date'],
    [
      'with a date of another form',
      'ignore[arch-tag-collision] until=31.1.2027 a pilot',
      '`until=31.1.2027` is no date',
    ],
    ['without a rule', 'ignore a pilot', 'the comment names no rule to ignore'],
    ['with empty brackets', 'ignore[ , ] a pilot', 'the comment names no rule to ignore'],
    ['with an unknown rule', 'ignore[arch-tag-colision] a pilot', 'there is no rule `arch-tag-colision`'],
    ['with an unknown wish', 'disable[arch-tag-collision] a pilot', '`disable` is nothing that a comment can ask for'],
    ['for the file below content', 'ignore-file[arch-tag-collision] a pilot', '`ignore-file` stands below content'],
  ])('%s', (_, comment, message) => {
    expect(outcome(`- push # multiarch-lint: ${comment}\n`)).toEqual({
      left: ['1 arch-tag-collision: `push` is used', `1 invalid-suppression: ${message}`],
      silenced: [],
    });
  });

  test('where it silences nothing, at the name of the rule that it does not silence', () => {
    const { findings } = lintText(
      '# multiarch-lint: ignore[arch-tag-collision,emulated-build] a pilot\n- qemu\n',
      rules,
    );
    expect(findings).toMatchObject([
      { ruleId: 'unused-suppression', severity: 'warning', at: { start: 25, end: 43 }, help: 'remove it' },
    ]);
  });
});

const text = '- push # multiarch-lint: ignore[arch-tag-collision,emulated-build] a pilot\n';
const project = projectOf([new SourceFile('.gitlab-ci.yml', text)]);
const today = '2026-06-15';

test('a comment for a rule that does not run is left alone', () => {
  const run = [wordRule('arch-tag-collision', 'push'), ...suppressionRules];
  expect(lint(project, run, defaultPolicy, { today, knownRules: ['emulated-build'] }).findings).toEqual([]);
  const off = policyOf({ rules: new Map([['emulated-build', { severity: 'off', options: {} }]]) });
  expect(lint(project, [...rules, ...suppressionRules], off, { today }).findings).toEqual([]);
});

test('the rules about comments obey the policy like any other', () => {
  const severity = (setting: 'error' | 'off') =>
    lint(
      project,
      [...rules, ...suppressionRules],
      policyOf({ rules: new Map([['unused-suppression', { severity: setting, options: {} }]]) }),
      {
        today,
      },
    ).findings.map((finding) => finding.severity);
  expect(severity('error')).toEqual(['error']);
  expect(severity('off')).toEqual([]);
});

test('with suppressions ignored, comments do nothing', () => {
  const result = lint(project, [...rules, ...suppressionRules], defaultPolicy, { today, ignoreSuppressions: true });
  expect(result.findings.map(({ ruleId }) => ruleId)).toEqual(['arch-tag-collision']);
  expect(result.suppressed).toEqual([]);
});

test('a file full of comments is read fast', () => {
  const line = '# multiarch-lint: ignore[arch-tag-collision] a pilot\n';
  expect(outcome(`${line.repeat(20_000)}- push\n`).silenced).toHaveLength(1);
  expect(outcome(line.replace('ignore', 'ignore-file').repeat(20_000)).left).toHaveLength(20_000);
});

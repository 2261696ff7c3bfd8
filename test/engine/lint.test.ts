import { describe, expect, test } from 'vitest';
import { lint } from '../../src/engine/lint.ts';
import { defaultPolicy, type Policy, type RuleSetting } from '../../src/policy/policy.ts';
import type { Rule, Verdict } from '../../src/rule/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { policyOf, projectOf, ruleOf, undecidedAt, violationAt } from './sample.ts';

const ci = new SourceFile('.gitlab-ci.yml', 'build:\n  script: make\nmanifest:\n  needs: []\n');
const template = new SourceFile('ci/templates/build.yml', '.build:\n  script: make\n');
const project = projectOf([ci, template]);
const here = ci.span(0, 5);
const there = ci.span(25, 33);
const today = '2026-06-15';

const found = (rules: readonly Rule[], policy: Policy = defaultPolicy) =>
  lint(project, rules, policy, { today }).findings;
const messages = (verdicts: readonly Verdict[]): readonly string[] =>
  found([ruleOf('merge-needs-incomplete', () => verdicts)]).map(({ message }) => message);
const set = (id: string, setting: Partial<RuleSetting>): Policy =>
  policyOf({ rules: new Map([[id, { options: {}, ...setting }]]) });

describe('severity', () => {
  const warning = ruleOf('arch-tag-collision', () => [violationAt(here)], { severity: 'warning' });
  const milder = ruleOf('arch-tag-collision', () => [violationAt(here, { severity: 'info' })]);
  const open = ruleOf('arch-tag-collision', () => [undecidedAt(here)]);
  const optIn = ruleOf('arch-tag-collision', () => [violationAt(here)], { isOptIn: true });

  test.each<[string, Rule, Policy, readonly string[]]>([
    ["is the rule's own", warning, defaultPolicy, ['warning']],
    ["is the problem's where it has one", milder, defaultPolicy, ['info']],
    ["is the policy's where it sets one", milder, set('arch-tag-collision', { severity: 'warning' }), ['warning']],
    ['off means that the rule does not run', warning, set('arch-tag-collision', { severity: 'off' }), []],
    ['of warnings is error under the preset strict', warning, policyOf({ preset: 'strict' }), ['error']],
    ['of notes stays under the preset strict', milder, policyOf({ preset: 'strict' }), ['info']],
    [
      'that the policy sets for the rule beats the preset',
      warning,
      { ...set('arch-tag-collision', { severity: 'warning' }), preset: 'strict' },
      ['warning'],
    ],
    ['of what is undecided is info', open, defaultPolicy, ['info']],
    ['of what is undecided is as the policy says', open, policyOf({ undecided: 'error' }), ['error']],
    [
      'of a rule does not make certain what is undecided',
      open,
      set('arch-tag-collision', { severity: 'error' }),
      ['info'],
    ],
    ['of what is undecided can be none', open, policyOf({ undecided: 'ignore' }), []],
    ['of rules to opt in is none by default', optIn, defaultPolicy, []],
    ['of rules to opt in counts under the preset all', optIn, policyOf({ preset: 'all' }), ['error']],
    ['of rules to opt in counts where the policy names the rule', optIn, set('arch-tag-collision', {}), ['error']],
  ])('%s', (_, rule, policy, severities) => {
    expect(found([rule], policy).map(({ severity }) => severity)).toEqual(severities);
  });
});

test('a rule gets the defaults of its options, and what the policy sets instead', () => {
  const seen: unknown[] = [];
  const option = <T>(value: T) => ({ schema: {}, default: value, description: 'how long' });
  const rule: Rule = {
    ...ruleOf('kaniko-cache-ttl', () => []),
    options: { max: option('168h'), min: option('1h') },
    check: ({ options }) => {
      seen.push(options);
      return [];
    },
  };
  found([rule], set('kaniko-cache-ttl', { options: { max: '24h' } }));
  expect(seen).toEqual([{ max: '24h', min: '1h' }]);
});

test('a rule that throws is a defect that names it', () => {
  const broken = ruleOf('arch-tag-collision', () => {
    throw new RangeError('no such stage');
  });
  expect(() => found([broken])).toThrow(
    expect.objectContaining({
      message: 'rule `arch-tag-collision` failed: no such stage',
      cause: expect.any(RangeError) as RangeError,
    }) as Error,
  );
});

test('findings are in the order of path, place and rule, whatever the order of the rules', () => {
  const late = ruleOf('z-rule', () => [violationAt(template.span(0, 6)), violationAt(there), violationAt(here)]);
  const early = ruleOf('a-rule', () => [violationAt(there)]);
  const order = (rules: readonly Rule[]) => found(rules).map(({ ruleId, at }) => [ruleId, at.file.path, at.start]);
  expect(order([late, early])).toEqual([
    ['z-rule', '.gitlab-ci.yml', 0],
    ['a-rule', '.gitlab-ci.yml', 25],
    ['z-rule', '.gitlab-ci.yml', 25],
    ['z-rule', 'ci/templates/build.yml', 0],
  ]);
  expect(order([early, late])).toEqual(order([late, early]));
});

test('paths that the policy ignores have no findings', () => {
  const rule = ruleOf('arch-tag-collision', () => [violationAt(here), violationAt(template.span(0, 6))]);
  expect(found([rule], policyOf({ ignore: ['ci/**'] })).map(({ at }) => at.file)).toEqual([ci]);
  expect(found([rule], policyOf({ ignore: ['*.yml'] })).map(({ at }) => at.file)).toEqual([template]);
});

describe('one cause, one finding', () => {
  const about = (...keys: readonly string[]) => ({ about: keys });
  const follows = (...keys: readonly string[]) => ({ follows: keys });

  test('the same problem found twice is reported once, with all its jobs', () => {
    const jobs = ['build: [amd64]', 'build: [arm64]'].map((name) => ({ name, definition: { name: 'build' } }) as never);
    const verdicts = jobs.map((job) => violationAt(here, { jobs: [job] }));
    const findings = found([ruleOf('arch-tag-collision', () => verdicts)]);
    expect(findings).toHaveLength(1);
    expect(findings[0]!.jobs).toEqual(jobs);
  });

  test('what is undecided is left out where the same rule is certain', () => {
    expect(messages([undecidedAt(here, { message: 'maybe' }), violationAt(here, { message: 'sure' })])).toEqual([
      'sure',
    ]);
    expect(messages([undecidedAt(there, { message: 'maybe' }), violationAt(here, { message: 'sure' })])).toEqual([
      'sure',
      'maybe',
    ]);
  });

  test.each<[string, readonly Verdict[], readonly string[]]>([
    [
      'what follows from another finding is left out',
      [
        violationAt(here, { message: 'cause', ...about('job') }),
        violationAt(there, { message: 'effect', ...follows('job') }),
      ],
      ['cause'],
    ],
    [
      'it does not matter which comes first',
      [
        violationAt(here, { message: 'effect', ...follows('job') }),
        violationAt(there, { message: 'cause', ...about('job') }),
      ],
      ['cause'],
    ],
    [
      'an undecided effect is left out, too',
      [
        violationAt(here, { message: 'cause', ...about('job') }),
        undecidedAt(there, { message: 'effect', ...follows('job') }),
      ],
      ['cause'],
    ],
    [
      'an undecided finding explains nothing',
      [
        undecidedAt(here, { message: 'maybe', ...about('job') }),
        violationAt(there, { message: 'effect', ...follows('job') }),
      ],
      ['maybe', 'effect'],
    ],
    [
      'a finding does not drop itself',
      [violationAt(here, { message: 'both', ...about('job'), ...follows('job') })],
      ['both'],
    ],
    [
      'a finding that is dropped explains nothing',
      [
        violationAt(ci.span(0, 1), { message: 'first', ...about('a') }),
        violationAt(ci.span(1, 2), { message: 'second', ...about('b'), ...follows('a') }),
        violationAt(ci.span(2, 3), { message: 'third', ...follows('b') }),
      ],
      ['first', 'third'],
    ],
    [
      'findings that explain each other leave the first',
      [
        violationAt(ci.span(0, 1), { message: 'effect of both', ...follows('b') }),
        violationAt(ci.span(1, 2), { message: 'one', ...about('a'), ...follows('b') }),
        violationAt(ci.span(2, 3), { message: 'two', ...about('b'), ...follows('a') }),
      ],
      ['effect of both', 'one'],
    ],
  ])('%s', (_, verdicts, kept) => {
    expect(messages(verdicts)).toEqual(kept);
  });

  test('a long chain of findings that follow from one another is decided fast', () => {
    const file = new SourceFile('ci.yml', 'x'.repeat(20_001));
    const verdicts = Array.from({ length: 20_000 }, (_, index) =>
      violationAt(file.span(index, index + 1), {
        message: String(index),
        about: [`k${String(index)}`],
        follows: [`k${String(index - 1)}`],
      }),
    );
    expect(messages(verdicts)).toHaveLength(10_000);
    expect(messages(verdicts.toReversed())).toHaveLength(10_000);
  });

  test('many findings about one subject, and many that follow from it, are decided fast', () => {
    const file = new SourceFile('ci.yml', 'x'.repeat(20_001));
    const verdicts = Array.from({ length: 20_000 }, (_, index) =>
      violationAt(file.span(index, index + 1), index % 2 === 0 ? about('job') : follows('job')),
    );
    expect(messages(verdicts)).toHaveLength(10_000);
  });
});

import { expect, test } from 'vitest';
import type { Conditions, JobRule } from '../../src/model/index.ts';
import { conditionsKey } from '../../src/model/index.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import { closed, open } from '../../src/value/index.ts';

const span = new SourceFile('.gitlab-ci.yml', 'rules').whole;
const cause = { kind: 'rules', because: 'the rules are elsewhere', at: span } as const;
const rule = (change: Partial<JobRule>): JobRule => ({ files: '', when: 'on_success', span, ...change });
const rules = (...items: readonly JobRule[]): Conditions => ({ by: 'rules', rules: closed(items), span });
const tags = rule({ if: '$CI_COMMIT_TAG' });

test('equal conditions have one key', () => {
  expect(conditionsKey(rules(tags))).toBe(conditionsKey(rules({ ...tags, when: 'manual' })));
  expect(conditionsKey({ by: 'default' })).toBe(conditionsKey({ by: 'default' }));
});

test.each<[string, Conditions, Conditions]>([
  ['an expression', rules(tags), rules(rule({ if: '$CI_COMMIT_BRANCH' }))],
  ['files', rules(rule({ files: 'changes go.mod' })), rules(rule({}))],
  ['whether it leaves the job out', rules({ ...tags, when: 'never' }), rules(tags)],
  ['their order', rules(tags, rule({})), rules(rule({}), tags)],
  [
    '`only`',
    { by: 'only-except', only: 'tags', except: '', span },
    { by: 'only-except', only: '', except: 'tags', span },
  ],
])('conditions that differ in %s have different keys', (_, one, other) => {
  expect(conditionsKey(one)).not.toBe(conditionsKey(other));
});

test.each<[string, Conditions]>([
  ['hidden', { by: 'unknown', causes: [cause] }],
  ['hidden in part', { by: 'rules', rules: open([tags], cause), span }],
])('conditions that are %s are equal to none', (_, conditions) => {
  expect(conditionsKey(conditions)).toBeUndefined();
});

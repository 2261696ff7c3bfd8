import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { describeProblem } from '../../src/policy/describe-problem.ts';
import { policySchema } from '../../src/policy/policy-schema.ts';
import { defineRule } from '../../src/rule/index.ts';

const rule = defineRule<{ max: number; pools: readonly string[] }>({
  id: 'shared-pool',
  group: 'runner',
  severity: 'warning',
  summary: 'Pools are not shared',
  why: '',
  references: [],
  options: {
    max: { schema: { type: 'integer', minimum: 1 }, default: 2, description: 'Most jobs of one pool' },
    pools: { schema: { type: 'array', items: { type: 'string' } }, default: [], description: 'The pools' },
  },
  check: () => [],
});

const validate = new Ajv2020({ verbose: true, allowUnionTypes: true }).compile(policySchema([rule]));

/** What is wrong with the settings of the rule, in words. */
function complaint(setting: unknown): string | undefined {
  if (validate({ rules: { 'shared-pool': setting } })) return undefined;
  const problem = validate.errors?.find(({ keyword }) => keyword !== 'if');
  return problem === undefined ? 'refused without reason' : describeProblem(problem).message;
}

describe('a rule in the policy', () => {
  test.each(['off', 'error', { severity: 'info' }, { max: 3, pools: ['arm'] }, {}])('may be %j', (setting) => {
    expect(complaint(setting)).toBeUndefined();
  });

  test.each([
    ['fatal', '`rules.shared-pool` is `fatal`; allowed: error, warning, info, off'],
    [3, '`rules.shared-pool` is `3`; allowed: error, warning, info, off'],
    [{ maxx: 3 }, 'unknown key `maxx`; did you mean `max`?'],
    [{ max: 'many' }, '`rules.shared-pool.max` is `many`; it must be a whole number'],
    [{ max: 0 }, '`rules.shared-pool.max` is `0`; it must be >= 1'],
    [{ pools: [['arm']] }, '`rules.shared-pool.pools.0` is a list; it must be a text'],
    [
      { severity: 'eror' },
      '`rules.shared-pool.severity` is `eror`; allowed: error, warning, info, off; did you mean `error`?',
    ],
  ])('may not be %j', (setting, message) => {
    expect(complaint(setting)).toBe(message);
  });
});

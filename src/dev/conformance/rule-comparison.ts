import type { BuiltJob } from '../../gitlab/jobs/build-jobs.ts';
import type { AnsweredJob } from './answers.ts';
import { isObject } from './plain-value.ts';
import { type Comparison, compared } from './tally.ts';

/** Compares the conditions of a job: each rule's expression and moment, and whether it looks at files. */
export const compareRules = (id: string, { job }: BuiltJob, theirs: AnsweredJob): Comparison =>
  compared(`${id} ${job.name}`, 'rules', ourRules(job.conditions), theirRules(theirs));

function ourRules(conditions: BuiltJob['job']['conditions']): unknown {
  if (conditions.by !== 'rules') return conditions.by;
  if (conditions.rules.openTo.length > 0) return 'open';
  return conditions.rules.items.map((rule) => [
    rule.if ?? null,
    rule.when === 'inherited' ? null : rule.when,
    ['changes', 'exists'].filter((key) => new RegExp(`(?:^| )${key}=`).test(rule.files)),
  ]);
}

function theirRules({ rules, only, except }: AnsweredJob): unknown {
  if (rules !== undefined) return rules.filter(isObject).map(theirRule);
  return isDefaultOnly(only) && except === undefined ? 'default' : 'only-except';
}

const theirRule = (rule: Readonly<Record<string, unknown>>): unknown => [
  rule['if'] ?? null,
  rule['when'] ?? null,
  ['changes', 'exists'].filter((key) => rule[key] !== undefined && rule[key] !== null),
];

/** What GitLab assumes without `only`, `rules` and `workflow:rules`; with the latter it assumes nothing. */
const isDefaultOnly = (only: unknown): boolean =>
  only === undefined || JSON.stringify(only) === '{"refs":["branches","tags"]}';

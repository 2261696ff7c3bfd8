import type { Conditions, JobRule } from '../../model/presence/conditions.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlEntry, YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { type Cause, type Field, type OpenList, onceFor } from '../../value/index.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { normalForm } from '../normal-form.ts';
import { flatItems, isMapping, isScalar, scalarText, valueAt } from '../yaml-access.ts';
import { readItems, readListField } from './read-field.ts';

/** A rule with what it changes in the job when it matches. */
export interface ReadRule extends JobRule {
  readonly block: YamlMapping;
}

/** The rules of a job; `undefined` if it certainly has none. */
export function readRules(job: JobEntry): OpenList<ReadRule> | undefined {
  const field = job.keyword('rules');
  if (field.is === 'unset') return undefined;
  return readListField(field, 'rules', rulesOf);
}

/** The rules of a `rules` value, nested lists flattened. Source: GitLab `lib/gitlab/ci/config/entry/rules{,/rule}.rb`. */
export const rulesOf: (value: YamlValue) => OpenList<ReadRule> | undefined = onceFor((value) =>
  value.kind === 'sequence'
    ? readItems(flatItems(value), 'rules', (item) => (isMapping(item) ? ruleOf(item) : undefined))
    : undefined,
);

function ruleOf(block: YamlMapping): ReadRule {
  const condition = valueAt(block, 'if');
  return {
    ...(condition !== undefined && isScalar(condition) ? { if: scalarText(condition).text } : {}),
    files: ['changes', 'exists']
      .filter((key) => valueAt(block, key) !== undefined)
      .map((key) => `${key}=${normalForm(block.entries.get(key)?.value)}`)
      .join(' '),
    when: whenOf(valueAt(block, 'when')),
    span: block.span,
    block,
  };
}

const moments = ['on_success', 'on_failure', 'always', 'never', 'manual', 'delayed'] as const;

/** The moment a `when` names; `inherited` where it names none. */
export function whenOf(value: YamlValue | undefined): JobRule['when'] {
  const text = value !== undefined && isScalar(value) ? scalarText(value).text : '';
  return moments.find((moment) => moment === text) ?? 'inherited';
}

/** Whether a rule holds in every pipeline. */
export const isUnconditional = ({ if: expression, files }: JobRule): boolean =>
  expression === undefined && files === '';

/** Under which conditions a job is in a pipeline; unknown if its file is included under conditions of its own. */
export function readConditions(job: JobEntry): Conditions {
  if (job.includedIf.length > 0) return { by: 'unknown', causes: job.includedIf };
  const rules = job.keyword('rules');
  if (rules.is === 'unknown') return { by: 'unknown', causes: rules.causes };
  if (rules.is === 'set') {
    const list = readRules(job);
    if (list !== undefined) return { by: 'rules', rules: list, span: rules.value.key.span };
  }
  const [only, except] = [job.keyword('only'), job.keyword('except')];
  const causes = [only, except].flatMap((field) => (field.is === 'unknown' ? field.causes : []));
  if (causes.length > 0) return { by: 'unknown', causes };
  const first = [only, except].find((field) => field.is === 'set');
  if (first === undefined) return { by: 'default' };
  return { by: 'only-except', only: writtenForm(only), except: writtenForm(except), span: placeOf(first) };
}

const writtenForm = (field: Field<YamlEntry>): string => (field.is === 'set' ? normalForm(field.value.value) : '');

const placeOf = (field: Extract<Field<YamlEntry>, { readonly is: 'set' }>): Span => field.value.key.span;

/** Why something that the rules decide is not known. */
export const causeOfRules = (at: Span): Cause => ({
  kind: 'rules',
  because: 'the `rules` decide it when the pipeline is created',
  at,
});

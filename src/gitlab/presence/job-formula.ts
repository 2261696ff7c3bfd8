import { allOf, always, anyOf, type Formula, never, notOf } from '../../model/presence/formula.ts';
import type { Span } from '../../source/source-file.ts';
import { type Cause, onceFor } from '../../value/index.ts';
import { type ReadRule, readRules } from '../fields/rules.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { isScalar, scalarText, valueAt } from '../yaml-access.ts';
import { expressionFormula } from './expression-formula.ts';
import { type FileContext, filesFormula } from './file-formula.ts';
import { policyFormula, refsFormula } from './refs-formula.ts';

/** What decides about jobs that say nothing themselves. */
export interface PipelineConditions {
  /** When there is a pipeline at all. */
  readonly workflow: Formula;
  /** Whether it has `workflow:rules`; open where they may be in a file that was not read. */
  readonly hasWorkflow: Formula;
  /** The configuration. */
  readonly at: Span;
}

/**
 * When a job is in a pipeline. Without conditions of its own it is in those for branches and tags or, where the file has
 * `workflow:rules`, in all.
 * Source: GitLab `lib/gitlab/ci/build/rules.rb`, `lib/gitlab/ci/config/entry/processable.rb`.
 */
export function jobFormula(job: JobEntry, context: FileContext, pipeline: PipelineConditions): Formula {
  return allOf(pipeline.workflow, ownFormula(job, context, pipeline));
}

function ownFormula(job: JobEntry, context: FileContext, conditions: PipelineConditions): Formula {
  if (job.includedIf.length > 0) return hiddenConditions(job, job.includedIf);
  const rules = readRules(job);
  if (rules !== undefined) {
    return rules.openTo.length > 0 ? hiddenConditions(job, rules.openTo) : rulesFormula(rules.items, context);
  }
  const [only, except] = [job.keyword('only'), job.keyword('except')];
  const causes = [only, except].flatMap((field) => (field.is === 'unknown' ? field.causes : []));
  if (causes.length > 0) return hiddenConditions(job, causes);
  const byDefault = refsByDefault(context, conditions);
  if (only.is === 'unset' && except.is === 'unset') return anyOf(conditions.hasWorkflow, byDefault);
  const included = only.is === 'set' ? policyFormula('only', only.value.value, context) : byDefault;
  const excluded = except.is === 'set' ? policyFormula('except', except.value.value, context) : never;
  return allOf(included, notOf(excluded));
}

/** One formula for nearly all jobs of a pipeline: hardly one sets a variable that tells branches from tags. */
function refsByDefault(context: FileContext, pipeline: PipelineConditions): Formula {
  const isPlain = (name: string): boolean => {
    const value = context.variables(name, context.at);
    return value.is === 'free' && value.usual === undefined && value.doubt === undefined;
  };
  return ['CI_COMMIT_TAG', 'CI_MERGE_REQUEST_IID'].every(isPlain)
    ? plainRefs(pipeline)
    : refsFormula(defaultRefs, context);
}

const plainRefs = onceFor(
  ({ at }: PipelineConditions): Formula =>
    refsFormula(defaultRefs, { variables: () => ({ is: 'free' }), names: undefined, at }),
);

/** Source: GitLab `lib/gitlab/ci/config/entry/policy.rb` DEFAULT_ONLY. */
const defaultRefs = ['branches', 'tags'];

/** More rules than any job has; more are not worked through. */
const mostRules = 100;

/** When a list of rules takes a job, or the whole pipeline, in: the first rule that matches decides. */
export function rulesFormula(rules: readonly ReadRule[], context: FileContext): Formula {
  const [first] = rules;
  if (first !== undefined && rules.length > mostRules) {
    const cause: Cause = { kind: 'rules', because: 'there are too many rules to be tried', at: first.span };
    return { is: 'open', key: `rules ${first.span.file.path} ${String(first.span.start)}`, causes: [cause] };
  }
  return rules.reduceRight<Formula>((otherwise, rule) => {
    const matches = ruleFormula(rule, context);
    return rule.when === 'never' ? allOf(notOf(matches), otherwise) : anyOf(matches, otherwise);
  }, never);
}

function ruleFormula({ block }: ReadRule, context: FileContext): Formula {
  const condition = valueAt(block, 'if');
  const [changes, exists] = [valueAt(block, 'changes'), valueAt(block, 'exists')];
  return allOf(
    condition === undefined || !isScalar(condition)
      ? always
      : expressionFormula(scalarText(condition).text, { ...context, at: condition.span }),
    changes === undefined ? always : filesFormula('changes', changes, context),
    exists === undefined ? always : filesFormula('exists', exists, context),
  );
}

const hiddenConditions = ({ name }: JobEntry, causes: readonly Cause[]): Formula => ({
  is: 'open',
  key: `conditions of ${name}`,
  causes,
});

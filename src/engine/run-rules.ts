import type { Project } from '../model/index.ts';
import type { Policy } from '../policy/policy.ts';
import type { Rule } from '../rule/rule.ts';
import { draftOf, type FindingDraft } from './finding-draft.ts';
import { isEnabled, severityOf } from './severity.ts';

/**
 * What the rules say about the project, in no particular order and with everything that follows from something else.
 * Throws if a rule throws: that is a defect of the rule, which the message names; the original is the `cause`.
 */
export function runRules(project: Project, rules: readonly Rule[], policy: Policy): readonly FindingDraft[] {
  const drafts: FindingDraft[] = [];
  for (const rule of rules) if (isEnabled(rule, policy)) runRule(rule, project, policy, drafts);
  return drafts;
}

function runRule(rule: Rule, project: Project, policy: Policy, drafts: FindingDraft[]): void {
  try {
    for (const verdict of rule.check({ project, options: optionsOf(rule, policy) })) {
      const severity = severityOf(rule, verdict, policy);
      if (severity !== undefined) drafts.push(draftOf(rule, verdict, severity));
    }
  } catch (error) {
    throw new Error(`rule \`${rule.id}\` failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
}

function optionsOf(rule: Rule, policy: Policy): Readonly<Record<string, unknown>> {
  if (rule.options === undefined) return noOptions;
  const schemas = Object.entries<{ readonly default: unknown }>({ ...rule.options });
  const defaults = Object.fromEntries(schemas.map(([name, schema]) => [name, schema.default]));
  return { ...defaults, ...policy.rules.get(rule.id)?.options };
}

const noOptions = {};

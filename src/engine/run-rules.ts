import type { Project } from '../model/index.ts';
import type { Policy } from '../policy/policy.ts';
import type { Rule } from '../rule/rule.ts';
import { onceFor } from '../value/index.ts';
import { draftOf, type FindingDraft } from './finding-draft.ts';
import { isEnabled, severityOf } from './severity.ts';

/**
 * What the rules say about the project, in no particular order and with everything that follows from something else.
 * Throws if a rule throws: that is a defect of the rule, which the message names; the original is the `cause`.
 */
export const runRules = (project: Project, rules: readonly Rule[], policy: Policy): readonly FindingDraft[] =>
  rules.filter((rule) => isEnabled(rule, policy)).flatMap((rule) => runRule(rule, project, policy));

function runRule(rule: Rule, project: Project, policy: Policy): readonly FindingDraft[] {
  const own = policy.rules.get(rule.id)?.options;
  const options = own === undefined ? defaultOptions(rule) : { ...defaultOptions(rule), ...own };
  const drafts: FindingDraft[] = [];
  try {
    for (const verdict of rule.check({ project, options })) {
      const severity = severityOf(rule, verdict, policy);
      if (severity !== undefined) drafts.push(draftOf(rule, verdict, severity));
    }
  } catch (error) {
    throw new Error(`rule \`${rule.id}\` failed: ${error instanceof Error ? error.message : String(error)}`, {
      cause: error,
    });
  }
  return drafts;
}

const defaultOptions = onceFor((rule: Rule): Readonly<Record<string, unknown>> => {
  const schemas = Object.entries<{ readonly default: unknown }>({ ...rule.options });
  return Object.fromEntries(schemas.map(([name, schema]) => [name, schema.default]));
});

import { rules } from '../../../rules/index.ts';
import { suppressionRules } from '../../engine/suppression-rules.ts';
import { UsageError } from '../../policy/usage-error.ts';
import type { Rule } from '../../rule/index.ts';
import { didYouMean } from '../../value/nearest.ts';

/** Every rule: those about the repository, and those about the comments that suppress findings. */
export const allRules: readonly Rule[] = [...rules, ...suppressionRules];

/** The rule with this id. Throws a `UsageError` with the nearest id if there is none. */
export function ruleCalled(id: string): Rule {
  const rule = allRules.find((each) => each.id === id);
  if (rule !== undefined) return rule;
  const suggestion = didYouMean(
    id,
    allRules.map((each) => each.id),
  );
  throw new UsageError(`there is no rule \`${id}\`${suggestion || '; `multiarch-lint rules` lists all'}`);
}

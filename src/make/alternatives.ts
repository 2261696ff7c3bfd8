import type { MakeCondition } from '../script/run/make-call.ts';
import { isImpossible, negation, united } from './conditions.ts';
import { exists } from './files.ts';
import { findRules } from './find-rule.ts';
import type { RuleOfTarget } from './rule.ts';
import type { Run } from './run.ts';
import { isElsewhere } from './search-path.ts';

/** One way to make a target: the rules that say how, and the conditions under which it is the one. */
export interface Alternative {
  readonly rules: readonly RuleOfTarget[];
  readonly conditions: readonly MakeCondition[];
}

/**
 * The ways to make a target: more than one where conditions that are not decided leave open which rule counts; none
 * where no rule makes it. Rules of `.DEFAULT` make what is not there and no rule names.
 */
export function alternativesOf(run: Run, target: string): readonly Alternative[] {
  const { explicit, implicit } = findRules(run, target);
  const recipes = explicit.filter(({ rule }) => rule.hasRecipe);
  const alternatives: Alternative[] = [];
  if (recipes.length > 0) alternatives.push({ rules: explicit, conditions: [] });
  const named = explicit.filter(({ rule }) => !rule.hasRecipe);
  let others = recipes.flatMap(({ rule }) => negation(rule.conditions));
  for (const entry of implicit) {
    const conditions = united(entry.rule.conditions, others);
    if (!isImpossible(conditions)) alternatives.push({ rules: [...named, entry], conditions });
    others = [...others, ...negation(entry.rule.conditions)];
  }
  if (alternatives.length > 0) return alternatives;
  const isNamed = explicit.length > 0 || run.rules.phony.has(target);
  const isThere = exists(run, target) === true || isElsewhere(run, target);
  const rules = isNamed || isThere ? explicit : (run.rules.byTarget.get('.DEFAULT') ?? []);
  return rules.length === 0 ? [] : [{ rules, conditions: [] }];
}

/** A recipe that counts, and under which conditions. */
export interface Recipe {
  readonly entry: RuleOfTarget;
  readonly conditions: readonly MakeCondition[];
}

/** The recipe that counts is the last one; those before it count where the conditions of later ones do not hold. */
export function recipesOf(rules: readonly RuleOfTarget[]): readonly Recipe[] {
  const found: Recipe[] = [];
  let others: readonly MakeCondition[] = [];
  for (const entry of rules.filter(({ rule }) => rule.hasRecipe).toReversed()) {
    const conditions = united(entry.rule.conditions, others);
    if (!isImpossible(conditions)) found.unshift({ entry, conditions });
    if (entry.rule.conditions.length === 0) break;
    others = [...others, ...negation(entry.rule.conditions)];
  }
  return found;
}

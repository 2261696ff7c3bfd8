import { symbolOf } from '../script/state/symbols.ts';
import { type Conditions, isImpossible, united } from './conditions.ts';
import { derived, keyOf, markOf } from './hole-table.ts';
import type { RuleOfTarget } from './rule.ts';
import type { Run } from './run.ts';
import { foundName } from './search-path.ts';

/** A target that is made by a rule; what it needs has the names by which its recipe sees it. */
export interface Made {
  readonly target: string;
  /** All prerequisites, those of the rule with the recipe first. */
  readonly prerequisites: readonly string[];
  readonly first: string | undefined;
  readonly orderOnly: readonly string[];
  readonly stem: string | undefined;
}

/**
 * What the rules of one target say together for a recipe that runs under `conditions`. What a rule needs that counts
 * only under others is one unknown value, and nothing if it does not count.
 */
export function madeBy(run: Run, target: string, rules: readonly RuleOfTarget[], conditions: Conditions): Made {
  const counting = rules.filter(({ rule }) => !isImpossible(united(rule.conditions, conditions)));
  const ordered = [...counting.filter(({ rule }) => rule.hasRecipe), ...counting.filter(({ rule }) => !rule.hasRecipe)];
  const namesOf = (pick: (entry: RuleOfTarget) => readonly string[]): readonly string[] =>
    ordered.flatMap((entry) => counted(run, pick(entry), lacking(entry, conditions)));
  const written = namesOf(({ prerequisites }) => prerequisites);
  const normal = new Set(written);
  const prerequisites = written.map((name) => foundName(run, name));
  const leader = ordered.find((entry) => entry.prerequisites.length > 0);
  const isFirstKnown = leader === undefined || lacking(leader, conditions).length === 0;
  return {
    target,
    prerequisites,
    first: isFirstKnown ? prerequisites[0] : firstOf(run, prerequisites),
    orderOnly: namesOf(({ orderOnly }) => orderOnly).filter((name) => !normal.has(name)),
    stem: ordered.find(({ stem }) => stem !== undefined)?.stem,
  };
}

/** The conditions of a rule that others leave open. */
function lacking({ rule }: RuleOfTarget, conditions: Conditions): Conditions {
  const given = new Set(conditions.map(({ key }) => key));
  return rule.conditions.filter(({ key }) => !given.has(key));
}

function counted(run: Run, names: readonly string[], open: Conditions): readonly string[] {
  const [condition] = open;
  if (condition === undefined || names.length === 0) return names;
  const keys = open.map(({ key }) => key);
  const symbol = symbolOf('needed if', ...keys, ...names.map((name) => keyOf(run.table, name)));
  const because = `whether \`${names.join(' ')}\` is needed depends on a condition`;
  return [markOf(run.table, { symbol, shown: '$^', cause: { kind: 'rules', because, at: condition.at } })];
}

const firstOf = (run: Run, names: readonly string[]): string =>
  derived(run.table, { operation: '$<', operands: names, shown: '$<', at: run.at });

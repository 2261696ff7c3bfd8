import { symbolOf } from '../script/state/symbols.ts';
import { negation, united } from './conditions.ts';
import type { PatternRule } from './rule.ts';
import type { Run } from './run.ts';

/**
 * Enters a pattern rule. It takes the place of one with the same target and prerequisites, and comes last; under a
 * condition, the other one counts where that does not hold. Source: GNU make 4.3 src/rule.c, new_pattern_rule.
 */
export function recordPattern(run: Run, entry: PatternRule): void {
  const { patterns, patternsByKey } = run.rules;
  for (const key of entry.targets.map((target) => keyOf(target, entry))) {
    const same = patternsByKey.get(key) ?? [];
    patternsByKey.delete(key);
    for (const before of same) {
      const place = patterns.lastIndexOf(before);
      const rest = remaining(before, entry);
      if (rest === undefined) patterns.splice(place, 1);
      else {
        patterns[place] = rest;
        patternsByKey.set(key, [...(patternsByKey.get(key) ?? []), rest]);
      }
    }
  }
  patterns.push(entry);
  const [target] = entry.targets;
  if (target === undefined || entry.targets.length > 1) return;
  const key = keyOf(target, entry);
  patternsByKey.set(key, [...(patternsByKey.get(key) ?? []), entry]);
}

/** What is left of a rule; `undefined` if the later one counts wherever it did. */
function remaining(before: PatternRule, later: PatternRule): PatternRule | undefined {
  const given = new Set(before.rule.conditions.map(({ key }) => key));
  const open = later.rule.conditions.filter(({ key }) => !given.has(key));
  if (open.length === 0) return undefined;
  return { ...before, rule: { ...before.rule, conditions: united(before.rule.conditions, negation(open)) } };
}

const keyOf = (target: string, { prerequisites, orderOnly }: PatternRule): string =>
  symbolOf(target, ...prerequisites, ...orderOnly);

import { wordsOf } from '../syntax/makefile-words.ts';
import { automaticVariables } from './automatic-variables.ts';
import { expand } from './expand.ts';
import type { RuleOfTarget } from './rule.ts';
import type { Run } from './run.ts';
import type { Scope } from './variable.ts';

/**
 * A rule as one target needs it: with `.SECONDEXPANSION`, references that `$$` left in its prerequisites are replaced.
 * Source: gnu.org/software/make/manual, 3.9 Secondary Expansion.
 */
export function secondlyExpanded(
  run: Run,
  target: string,
  entry: RuleOfTarget,
  scope: Scope | undefined,
): RuleOfTarget {
  const { prerequisites, orderOnly, stem, rule } = entry;
  const isLeft = [...prerequisites, ...orderOnly].some((name) => name.includes('$'));
  if (!isLeft || !run.rules.special.has('.SECONDEXPANSION')) return entry;
  const automatic = automaticVariables(
    { target, prerequisites: [], first: undefined, orderOnly: [], stem },
    scope,
    rule.header,
  );
  const expanded = (names: readonly string[]): readonly string[] => wordsOf(expand(run, names.join(' '), automatic));
  return { ...entry, prerequisites: expanded(prerequisites), orderOnly: expanded(orderOnly) };
}

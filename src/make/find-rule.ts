import { sameText } from '../value/index.ts';
import { isAlways } from './conditions.ts';
import { exists } from './files.ts';
import { holesIn, isOpen, shown, toText } from './hole-table.ts';
import { type PatternRule, type RuleOfTarget, stemOf, withStem } from './rule.ts';
import { doubt, type Run } from './run.ts';
import { secondlyExpanded } from './second-expansion.ts';

/**
 * How a target is made: the rules that name it, and those that are found by their patterns, the preferred one first. Of
 * these there is more than one only where conditions of those before it may not hold.
 */
export interface Making {
  readonly explicit: readonly RuleOfTarget[];
  readonly implicit: readonly RuleOfTarget[];
}

/** Pattern rules that lead to each other are followed so far. */
const longestChain = 6;

/** Finds the rules of a target. Nothing is found for a file that needs no making. */
export function findRules(run: Run, target: string): Making {
  const explicit = run.rules.byTarget.get(target) ?? [];
  const recipes = explicit.filter(({ rule }) => rule.hasRecipe);
  const isMade = isAlways(recipes.map(({ rule }) => rule.conditions));
  if (isMade || run.rules.phony.has(target)) return { explicit, implicit: [] };
  if (isOpen(target) && explicit.length === 0) noteOtherTargets(run, target);
  return { explicit, implicit: findPatterns(run, target, 0) };
}

/** A name that is not known may be that of another rule. */
function noteOtherTargets(run: Run, target: string): void {
  const text = toText(run.table, target, run.call.span);
  if (holesIn(run.table, target).every((hole) => listsFiles.test(hole.shown))) return;
  for (const name of run.rules.byTarget.keys()) {
    if (sameText(text, toText(run.table, name, run.call.span)).is === 'no') continue;
    doubt(run, `which target \`${shown(run.table, target)}\` means is not known`);
    return;
  }
}

/** Commands and functions that print names of files, which are there. */
const listsFiles = /^\$\((?:shell (?:find|ls|git ls-files|go list)\b|wildcard )/;

/** The pattern rule with the shortest stem whose prerequisites are there or can be made, and those that may count for it. */
function findPatterns(run: Run, target: string, depth: number): readonly RuleOfTarget[] {
  if (depth > longestChain) return [];
  const candidates = run.rules.patterns
    .flatMap((rule) => matches(run, rule, target))
    .sort((a, b) => (a.stem ?? '').length - (b.stem ?? '').length);
  const found: RuleOfTarget[] = [];
  for (const suits of [isThere, canBeMade]) {
    for (const candidate of candidates) {
      if (isAlways(found.map(({ rule }) => rule.conditions))) return found;
      if (!found.includes(candidate) && needs(candidate).every((name) => suits(run, name, depth)))
        found.push(candidate);
    }
  }
  return found;
}

const needs = ({ prerequisites, orderOnly }: RuleOfTarget): readonly string[] => [...prerequisites, ...orderOnly];

/** A pattern without a folder matches the last part of a path. A match-anything rule is not tried in chains. */
function matches(run: Run, rule: PatternRule, target: string): readonly RuleOfTarget[] {
  if (!rule.rule.hasRecipe) return [];
  for (const pattern of rule.targets) {
    const slash = target.lastIndexOf('/') + 1;
    const [folder, name] = pattern.includes('/') ? ['', target] : [target.slice(0, slash), target.slice(slash)];
    const stem = stemOf(pattern, name);
    if (stem === undefined || stem === '') continue;
    const fill = (word: string): string => (word.includes('%') ? folder + withStem(word, stem) : word);
    const entry = {
      rule: rule.rule,
      prerequisites: rule.prerequisites.map(fill),
      orderOnly: rule.orderOnly.map(fill),
      stem: folder + stem,
      alsoMakes: rule.targets.filter((other) => other !== pattern).map(fill),
    };
    return [secondlyExpanded(run, target, entry, undefined)];
  }
  return [];
}

function isThere(run: Run, name: string): boolean {
  const { byTarget, mentioned, phony } = run.rules;
  return byTarget.has(name) || mentioned.has(name) || phony.has(name) || exists(run, name) !== false;
}

const canBeMade = (run: Run, name: string, depth: number): boolean =>
  isThere(run, name) ||
  (run.rules.patterns.some((rule) => !rule.targets.includes('%') && matches(run, rule, name).length > 0) &&
    findPatterns(run, name, depth + 1).length > 0);

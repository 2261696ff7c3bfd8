import type { MakeCondition, MakePlan, MakeStep } from '../script/run/make-call.ts';
import type { Span } from '../source/source-file.ts';
import { wordsOf } from '../syntax/makefile-words.ts';
import { type Alternative, alternativesOf, recipesOf } from './alternatives.ts';
import { automaticVariables } from './automatic-variables.ts';
import { isAlways, united } from './conditions.ts';
import type { Goal } from './default-goal.ts';
import { valueOfName } from './expand.ts';
import { exists } from './files.ts';
import { isOpen, shown } from './hole-table.ts';
import { madeBy } from './made.ts';
import { asOneShell, shellLines, stepOf } from './recipe.ts';
import { recipeEnvironment } from './recipe-environment.ts';
import type { Rule, RuleOfTarget } from './rule.ts';
import { doubt, type Run } from './run.ts';
import { isElsewhere } from './search-path.ts';
import { secondlyExpanded } from './second-expansion.ts';
import { globalScope, scopeOf, type TargetScope } from './target-scope.ts';

/** Whether a target is made anew; a file whose age decides is perhaps. */
type Remade = 'yes' | 'no' | 'perhaps';

interface Planning {
  readonly run: Run;
  readonly steps: MakeStep[];
  readonly made: Map<string, Remade>;
}

/** How make comes to a target. */
interface Way {
  readonly parent: TargetScope;
  readonly via: readonly Span[];
  readonly conditions: readonly MakeCondition[];
}

/** Targets that need each other are followed so deep, and so many lines are run. */
const most = { depth: 300, steps: 5_000 } as const;

/** The shell processes that make starts for its goals, in order. */
export function planGoals(run: Run, goals: readonly Goal[]): MakePlan['steps'] {
  const planning: Planning = { run, steps: [], made: new Map() };
  for (const { target, conditions } of goals) {
    if (run.isStopped) break;
    if (!isKnown(run, target)) continue;
    // Of goals under conditions one is made, so what another made is not made yet.
    if (conditions.length > 0) planning.made.clear();
    make(planning, target, { parent: globalScope, via: [], conditions });
  }
  return planning.steps;
}

/** Whether a rule makes a goal. */
function isKnown(run: Run, goal: string): boolean {
  if (alternativesOf(run, goal).length > 0 || run.rules.phony.has(goal)) return true;
  if (exists(run, goal) !== true) doubt(run, `no rule makes \`${shown(run.table, goal)}\``);
  return false;
}

function make(planning: Planning, target: string, way: Way): Remade {
  const { run, made } = planning;
  const before = made.get(target);
  if (before !== undefined || run.isStopped) return before ?? 'no';
  made.set(target, 'no');
  if (way.via.length > most.depth || planning.steps.length > most.steps) {
    doubt(run, 'it makes more targets than are followed');
    return 'no';
  }
  const alternatives = alternativesOf(run, target);
  if (alternatives.length === 0) {
    noteSearch(run, target);
    return run.rules.phony.has(target) ? 'yes' : 'no';
  }
  const parent = scopeOf(run, target, way.parent);
  for (const { name, rule } of sharedNeeds(alternatives)) {
    make(planning, name, { ...way, parent, via: [...way.via, rule.header] });
  }
  const results = alternatives.flatMap(({ rules, conditions }) =>
    separateRules(rules).map((group) =>
      makeBy(planning, target, group, { ...way, parent, conditions: united(way.conditions, conditions) }),
    ),
  );
  const result = results.includes('yes') ? 'yes' : results.includes('perhaps') ? 'perhaps' : 'no';
  made.set(target, result);
  return result;
}

/** Rules with two colons are made one by one. */
const separateRules = (rules: readonly RuleOfTarget[]): readonly (readonly RuleOfTarget[])[] =>
  rules.some(({ rule }) => rule.isDoubleColon && rule.hasRecipe) ? rules.map((rule) => [rule]) : [rules];

/** What is needed whichever alternative counts, so that it depends on none of their conditions. */
function sharedNeeds(alternatives: readonly Alternative[]): readonly Need[] {
  const [first, ...others] = alternatives.map(({ rules }) => needsOf(rules));
  if (first === undefined || others.length === 0 || !isAlways(alternatives.map(({ conditions }) => conditions)))
    return [];
  return first.filter(({ name }) => others.every((needs) => needs.some((need) => need.name === name)));
}

/** Says so where a file that nobody makes is looked for elsewhere. */
function noteSearch(run: Run, target: string): void {
  if (isElsewhere(run, target)) doubt(run, `where \`${shown(run.table, target)}\` lies is not known`);
}

/** Makes a target by the rules that belong together: prerequisites in order, then the recipe. */
function makeBy(planning: Planning, target: string, written: readonly RuleOfTarget[], way: Way): Remade {
  const { run } = planning;
  const rules = written.map((entry) => secondlyExpanded(run, target, entry, way.parent.scope));
  const remade = needsOf(rules).map(({ name, isOrderOnly, rule }): Remade => {
    const via = [...way.via, rule.header];
    const result = make(planning, name, { ...way, via, conditions: united(way.conditions, rule.conditions) });
    return isOrderOnly ? 'no' : result;
  });
  const result = isRemade(run, target, rules, remade);
  if (result === 'no') return result;
  const age = result === 'perhaps' ? [ageOf(run, target, rules)] : [];
  for (const { entry, conditions } of recipesOf(rules)) {
    runRecipe(
      planning,
      { target, rules, entry },
      { ...way, conditions: united(way.conditions, [...conditions, ...age]) },
    );
    for (const name of entry.alsoMakes) if (!planning.made.has(name)) planning.made.set(name, result);
  }
  return result;
}

interface Need {
  readonly name: string;
  readonly isOrderOnly: boolean;
  readonly rule: Rule;
}

/** What a target needs, the rule with the recipe first; of each rule, what only has to be there last. */
function needsOf(rules: readonly RuleOfTarget[]): readonly Need[] {
  const ordered = [...rules.filter(({ rule }) => rule.hasRecipe), ...rules.filter(({ rule }) => !rule.hasRecipe)];
  const needs = ({ rule }: RuleOfTarget, names: readonly string[], isOrderOnly: boolean): readonly Need[] =>
    names.map((name) => ({ name, isOrderOnly, rule }));
  return ordered.flatMap((entry) => [
    ...needs(entry, entry.prerequisites, false),
    ...needs(entry, entry.orderOnly, true),
  ]);
}

function isRemade(run: Run, target: string, rules: readonly RuleOfTarget[], remade: readonly Remade[]): Remade {
  if (run.rules.phony.has(target) || run.options.letters.has('B')) return 'yes';
  if (remade.includes('yes') || isOpen(target) || exists(run, target) !== true) return 'yes';
  const isDoubleColon = rules.some(({ rule, prerequisites }) => rule.isDoubleColon && prerequisites.length === 0);
  if (isDoubleColon) return 'yes';
  return rules.some(({ prerequisites }) => prerequisites.length > 0) ? 'perhaps' : 'no';
}

function ageOf(run: Run, target: string, rules: readonly RuleOfTarget[]): MakeCondition {
  const name = shown(run.table, target);
  const because = `it runs only if \`${name}\` is older than what it is made of`;
  return { because, key: `age of ${name}`, at: rules[0]?.rule.header ?? run.call.span };
}

interface Making {
  readonly target: string;
  readonly rules: readonly RuleOfTarget[];
  readonly entry: RuleOfTarget;
}

/** `/bin/bash`, and `/usr/bin/env bash -o pipefail`. */
const isPosixShell = (program: string): boolean => {
  const name = wordsOf(program).find((word) => !/(?:^|\/)env$|^-|=/.test(word));
  return name !== undefined && /(?:^|\/)(?:ba|da|a|k|z)?sh$/.test(name);
};

function runRecipe({ run, steps }: Planning, { target, rules, entry }: Making, way: Way): void {
  const { scope } = way.parent;
  const { letters, directory } = run.options;
  const { header, recipe } = entry.rule;
  const made = madeBy(run, target, entry.rule.isDoubleColon ? [entry] : rules, way.conditions);
  const automatic = automaticVariables({ ...made, stem: entry.stem ?? made.stem }, scope, header);
  const lines = shellLines(run, recipe, automatic);
  const program = valueOfName(run, 'SHELL', automatic);
  if (!isOpen(program) && !isPosixShell(program)) {
    if (lines.length > 0) doubt(run, `\`${program}\` runs its recipes`);
    return;
  }
  const kept =
    letters.has('n') || letters.has('t') || letters.has('q') ? lines.filter(({ isForced }) => isForced) : lines;
  if (kept.length === 0) return;
  const { special, specialOf } = run.rules;
  const names = (word: string): boolean => special.has(word) || specialOf.get(word)?.has(target) === true;
  const frame = {
    environment: recipeEnvironment(run, way.parent, automatic),
    directory,
    conditions: way.conditions,
    stopsOnFailure: wordsOf(valueOfName(run, '.SHELLFLAGS', automatic)).some((word) => /^-[a-z]*e/.test(word)),
    via: [...way.via, header],
    isSilent: letters.has('s') || names('.SILENT'),
    ignoresAll: letters.has('i') || names('.IGNORE'),
  };
  const processes = special.has('.ONESHELL') ? asOneShell(run, kept, header) : kept;
  for (const line of processes) steps.push(stepOf(run, line, frame));
}

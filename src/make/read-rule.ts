import { EmbeddedText } from '../source/embedded-text.ts';
import { foldLines, type MakefileLine, withoutComment } from '../syntax/makefile.ts';
import { findOutside, isEscaped, wordsOf } from '../syntax/makefile-words.ts';
import { onceFor } from '../value/index.ts';
import { definedVariable } from './assignment.ts';
import { noteGoal } from './default-goal.ts';
import type { MakeSource } from './evaluate.ts';
import { expand } from './expand.ts';
import { filesMatching } from './files.ts';
import { isHole, shown } from './hole-table.ts';
import { recordPattern } from './pattern-rules.ts';
import { type RecipeLine, type Rule, type RuleOfTarget, stemOf, withStem } from './rule.ts';
import { doubt, limits, type Run } from './run.ts';
import { readSpecialTarget } from './special-targets.ts';
import { parseModified } from './written-assignment.ts';

/** A line of the recipe of the rules at hand. */
export function addRecipeLine(run: Run, source: MakeSource, line: MakefileLine): void {
  const text = recipeTexts(source)(line);
  for (const rule of run.pending) push(run, rule, { text, prefix: line.raw.charAt(0) });
}

/** Kept for each line of a makefile, as every call of make reads all of them. */
const recipeTexts = onceFor((source: MakeSource) =>
  onceFor(({ start, end, raw }: MakefileLine) => {
    const whole = source.text.slice(start + 1, end);
    return raw.length === end - start ? whole : EmbeddedText.opaque(raw.slice(1), whole.span);
  }),
);

function push(run: Run, rule: Rule, line: Omit<RecipeLine, 'conditions'>): void {
  if (rule.recipe.length >= limits.recipeLines) {
    doubt(run, 'a recipe is longer than is followed');
    return;
  }
  const own = run.conditions.slice(rule.conditions.length);
  rule.hasRecipe = true;
  rule.recipe.push({ ...line, conditions: own });
}

/** A rule, or an assignment for targets. Source: GNU make 4.3 src/read.c, eval. */
export function readRule(run: Run, line: MakefileLine): void {
  run.pending = [];
  const folded = foldLines(line.raw).replace(/^\s+/, '');
  const colon = findColon(line.text);
  const [head, rest] =
    colon === -1
      ? cutAtColon(expand(run, line.text, undefined))
      : [line.text.slice(0, colon), line.text.slice(colon + 1)];
  const targets = targetsIn(run, colon === -1 ? head : expand(run, head.replace(/&$/, ''), undefined));
  if (rest === undefined) {
    const text = head.trim();
    if (text !== '')
      doubt(
        run,
        isHole(text)
          ? `what \`${shown(run.table, text)}\` adds is not known`
          : `\`${line.text.slice(0, 60).trim()}\` is no line of a makefile`,
      );
    return;
  }
  const isDoubleColon = rest.startsWith(':');
  const behind = isDoubleColon ? rest.slice(1) : rest;
  if (colon !== -1 && assignForTargets(run, targets, folded.slice(colon + (isDoubleColon ? 2 : 1)), behind)) return;
  const semicolon = findOutside(folded, ';', Math.max(colon, 0));
  const isInline = semicolon !== -1 && !folded.slice(0, semicolon).includes('#');
  const written = isInline ? withoutInline(behind) : behind;
  const rule: Rule = {
    recipe: [],
    hasRecipe: isInline,
    isDoubleColon,
    isGrouped: colon !== -1 && head.endsWith('&'),
    header: run.at,
    conditions: run.conditions,
  };
  if (isInline) {
    const text = folded.slice(semicolon + 1).trim();
    if (text !== '') rule.recipe.push({ text: EmbeddedText.opaque(text, run.at), prefix: '\t', conditions: [] });
  }
  run.pending = [rule];
  record(run, rule, targets, colon === -1 ? written : expandPrerequisites(run, written));
}

/** `$$@` of a second expansion stays for later. */
const expandPrerequisites = (run: Run, text: string): string => expand(run, text, undefined);

const withoutInline = (text: string): string => {
  const at = findOutside(text, ';');
  return at === -1 ? text : text.slice(0, at);
};

/** The colon that ends the targets, outside of references. */
function findColon(text: string): number {
  const at = findOutside(text, ':');
  return at;
}

function cutAtColon(text: string): readonly [string, string | undefined] {
  for (let at = text.indexOf(':'); at !== -1; at = text.indexOf(':', at + 1)) {
    if (!isEscaped(text, at)) return [text.slice(0, at), text.slice(at + 1)];
  }
  return [text, undefined];
}

/** Names of targets; patterns of files become those files. */
const targetsIn = (run: Run, text: string): readonly string[] =>
  wordsOf(text).flatMap((word) => {
    const name = plainName(word);
    if (!/[*?[]/.test(name)) return [name];
    const found = filesMatching(run, name);
    return found === undefined || found.length === 0 ? [name] : found;
  });

/** `./x` is `x`, and `\:` a colon. */
export function plainName(word: string): string {
  const name = word.startsWith('./') ? word.replace(/^(?:\.\/+)+(?=.)/, '') : word;
  return name.includes('\\') ? name.replace(/\\([:#%])/g, '$1') : name;
}

function assignForTargets(run: Run, targets: readonly string[], folded: string, behind: string): boolean {
  const parsed = parseModified(withoutComment(folded)) ?? undefined;
  if (parsed === undefined || parseModified(behind) === undefined) return false;
  const { assignment, modifiers } = parsed;
  const name = expand(run, assignment.name, undefined).trim();
  for (const target of targets) {
    const isAppended = assignment.operator === '+=';
    const kept = {
      ...assignment,
      operator: isAppended || assignment.operator === '?=' ? ('=' as const) : assignment.operator,
    };
    const variable = definedVariable(
      run,
      name,
      { assignment: kept, modifiers, origin: 'file', place: run.at },
      { before: undefined, scope: undefined },
    );
    if (variable === undefined) continue;
    const entry = {
      target,
      variable,
      appends: isAppended,
      onlyIfUnset: assignment.operator === '?=',
      isExported: modifiers.isExported,
      conditions: run.conditions,
    };
    const { assignments, patternAssignments } = run.rules;
    if (target.includes('%')) patternAssignments.push(entry);
    else assignments.set(target, [...(assignments.get(target) ?? []), entry]);
  }
  return true;
}

/** Enters a rule for all its targets. */
function record(run: Run, rule: Rule, targets: readonly string[], expanded: string): void {
  const [staticPart, behind] = cutAtColon(expanded);
  const [pattern, list] = behind === undefined ? [undefined, staticPart] : [staticPart.trim(), behind];
  const bar = list.indexOf('|');
  const prerequisites = prerequisitesIn(run, bar === -1 ? list : list.slice(0, bar));
  const orderOnly = bar === -1 ? [] : prerequisitesIn(run, list.slice(bar + 1));
  const shared = { rule, prerequisites, orderOnly, alsoMakes: [] };
  if (pattern === undefined && targets.some((target) => target.includes('%'))) {
    recordPattern(run, { ...shared, targets, stem: undefined });
    return;
  }
  for (const target of targets) {
    if (readSpecialTarget(run, target, prerequisites)) continue;
    recordTarget(
      run,
      target,
      pattern === undefined
        ? { ...shared, stem: undefined, alsoMakes: rule.isGrouped ? targets.filter((other) => other !== target) : [] }
        : stemmed(shared, pattern, target),
    );
  }
}

function stemmed(
  { prerequisites, orderOnly, ...shared }: Omit<RuleOfTarget, 'stem'>,
  pattern: string,
  target: string,
): RuleOfTarget {
  const stem = stemOf(plainName(pattern), target);
  if (stem === undefined) return { ...shared, prerequisites, orderOnly, stem: undefined };
  const fill = (names: readonly string[]): readonly string[] => names.map((name) => withStem(name, stem));
  return { ...shared, prerequisites: fill(prerequisites), orderOnly: fill(orderOnly), stem };
}

function recordTarget(run: Run, target: string, entry: RuleOfTarget): void {
  const { byTarget, mentioned } = run.rules;
  for (const name of [...entry.prerequisites, ...entry.orderOnly]) mentioned.add(name);
  const before = byTarget.get(target);
  if (before === undefined) byTarget.set(target, [entry]);
  else before.push(entry);
  if (!target.startsWith('.') || target.includes('/')) noteGoal(run, target);
}

const prerequisitesIn = (run: Run, text: string): readonly string[] =>
  targetsIn(run, text).filter((word) => word !== '.WAIT' && !run.unsetMarks.has(word));

import type { MakeCondition } from '../script/run/make-call.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import type { Variable } from './variable.ts';

/** A line of a recipe as written, and where it counts. */
export interface RecipeLine {
  /** The text without its prefix; `text.text` may hold marks of the run's hole table. */
  readonly text: EmbeddedText;
  /** What recipe lines begin with where it stands: a tab, or what `.RECIPEPREFIX` says. */
  readonly prefix: string;
  readonly conditions: readonly MakeCondition[];
}

/** A rule as written; what its targets share. */
export interface Rule {
  readonly recipe: RecipeLine[];
  /** Whether it has a recipe, be it an empty one. */
  hasRecipe: boolean;
  readonly isDoubleColon: boolean;
  /** `&:`: one run of the recipe makes all targets. */
  readonly isGrouped: boolean;
  /** The line of the targets. */
  readonly header: Span;
  readonly conditions: readonly MakeCondition[];
}

/** What a rule says of one target. */
export interface RuleOfTarget {
  readonly rule: Rule;
  readonly prerequisites: readonly string[];
  readonly orderOnly: readonly string[];
  /** What `%` stands for in a static pattern rule. */
  readonly stem: string | undefined;
  /** The other targets that its recipe makes at once. */
  readonly alsoMakes: readonly string[];
}

/** A pattern rule. */
export interface PatternRule extends RuleOfTarget {
  readonly targets: readonly string[];
}

/** An assignment for a target or for targets of a pattern. */
export interface TargetAssignment {
  readonly target: string;
  readonly variable: Variable;
  /** `+=`: behind the value of the outer scope. */
  readonly appends: boolean;
  /** `?=`: only where the outer scope has none. */
  readonly onlyIfUnset: boolean;
  readonly isExported: boolean;
  readonly conditions: readonly MakeCondition[];
}

/** All rules of a run. */
export interface RuleBook {
  readonly byTarget: Map<string, RuleOfTarget[]>;
  readonly patterns: PatternRule[];
  /** Those of one target, by it and what they need. */
  readonly patternsByKey: Map<string, PatternRule[]>;
  readonly assignments: Map<string, TargetAssignment[]>;
  readonly patternAssignments: TargetAssignment[];
  readonly phony: Set<string>;
  /** Names that stand somewhere as a prerequisite, those of pattern rules left out. */
  readonly mentioned: Set<string>;
  /** Targets such as `.ONESHELL` and `.SILENT` that stand alone. */
  readonly special: Set<string>;
  /** What the prerequisites of `.SILENT` and `.IGNORE` name. */
  readonly specialOf: Map<string, Set<string>>;
  /** Whether `vpath` says where else files are looked for. */
  hasSearchPath: boolean;
}

/** A book without rules. */
export const newRuleBook = (): RuleBook => ({
  byTarget: new Map(),
  patterns: [],
  patternsByKey: new Map(),
  assignments: new Map(),
  patternAssignments: [],
  phony: new Set(),
  mentioned: new Set(),
  special: new Set(),
  specialOf: new Map(),
  hasSearchPath: false,
});

/** What `%` of a pattern stands for in a name; `undefined` if the name does not match. */
export function stemOf(pattern: string, name: string): string | undefined {
  const at = pattern.indexOf('%');
  if (at === -1) return undefined;
  const [head, tail] = [pattern.slice(0, at), pattern.slice(at + 1)];
  const fits = name.length >= head.length + tail.length && name.startsWith(head) && name.endsWith(tail);
  return fits ? name.slice(head.length, name.length - tail.length) : undefined;
}

/** A pattern with its first `%` replaced; a word without one stays as it is. */
export const withStem = (pattern: string, stem: string): string => {
  const at = pattern.indexOf('%');
  return at === -1 ? pattern : pattern.slice(0, at) + stem + pattern.slice(at + 1);
};

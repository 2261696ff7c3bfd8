import type { MakeCall, MakeCondition } from '../script/run/make-call.ts';
import type { PersistentMap } from '../script/state/persistent-map.ts';
import type { Span } from '../source/source-file.ts';
import type { Cause } from '../value/index.ts';
import type { Exported, ExportedAll } from './exported.ts';
import { type HoleTable, newHoleTable } from './hole-table.ts';
import type { MakeOptions } from './options.ts';
import { newRuleBook, type Rule, type RuleBook } from './rule.ts';
import type { Variable } from './variable.ts';

/** One run of make while its makefiles are read; what reading changes is replaced. */
export interface Run {
  readonly call: MakeCall;
  readonly options: MakeOptions;
  readonly table: HoleTable;
  globals: PersistentMap<Variable>;
  /** What `export` and `unexport` said of single variables. */
  exported: PersistentMap<Exported>;
  /** What `export` by itself said of all others. */
  exportsAll: ExportedAll;
  readonly rules: RuleBook;
  /** The rules whose recipe the next lines may be. */
  pending: readonly Rule[];
  /** The conditions under which the line at hand is read. */
  conditions: readonly MakeCondition[];
  /** Why the run may do something else than what was read, each reason with its words as key. */
  readonly causes: Map<string, Cause>;
  /** Outputs of `$(shell …)` by command: equal commands of a run are believed to print the same. */
  readonly outputs: Map<string, string>;
  /** Marks of variables that nothing in the repository sets. */
  readonly unsetMarks: Set<string>;
  /** A key of the files that could not be read and may set any variable; empty for none. */
  unseen: string;
  /** Variables and functions being expanded, to see cycles and depth. */
  readonly expanding: Set<string>;
  depth: number;
  steps: number;
  /** The place that is expanded, for the holes that come of it. */
  at: Span;
  isStopped: boolean;
  /** How many ways reading is inside of that may not be taken, and how many of them have ended in `$(error …)`. */
  guesses: number;
  errors: number;
  filesRead: number;
  /** Files of `-include` that are not there. */
  readonly missing: string[];
}

/** Bounds of reading; a run that passes one is open from there on. */
export const limits = {
  steps: 200_000,
  depth: 120,
  /** UTF-16 code units of one value. */
  length: 200_000,
  includes: 200,
  lines: 100_000,
  recipeLines: 3_000,
  /** Conditions that decide one variable. */
  conditions: 40,
} as const;

/** A run that has read nothing. */
export const newRun = (call: MakeCall, options: MakeOptions, table = newHoleTable()): Run => ({
  call,
  options,
  table,
  globals: undefined,
  exported: undefined,
  exportsAll: 'no',
  rules: newRuleBook(),
  pending: [],
  conditions: [],
  causes: new Map(),
  outputs: new Map(),
  unsetMarks: new Set(),
  unseen: '',
  expanding: new Set(),
  depth: 0,
  steps: 0,
  at: call.span,
  isStopped: false,
  guesses: 0,
  errors: 0,
  filesRead: 0,
  missing: [],
});

/** Says why the run may do something else. `reason` is a short clause: "there is no Makefile". */
export function doubt(run: Run, reason: string): void {
  run.causes.set(reason, { kind: 'indirection', because: reason, at: run.call.span });
}

/** Counts a piece of work; false, with a reason, once there was too much of it. */
export function mayGoOn(run: Run): boolean {
  run.steps += 1;
  if (run.steps <= limits.steps && run.depth <= limits.depth) return true;
  doubt(run, run.depth > limits.depth ? 'its makefiles nest too deeply' : 'its makefiles are longer than is followed');
  if (run.steps > limits.steps) run.isStopped = true;
  return false;
}

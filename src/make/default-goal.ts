import type { MakeCondition } from '../script/run/make-call.ts';
import { lookUp, withEntry } from '../script/state/persistent-map.ts';
import { symbolOf } from '../script/state/symbols.ts';
import { inEachWay } from './each-way.ts';
import { valueOfVariable } from './expand.ts';
import { keyOf, shown } from './hole-table.ts';
import { mayGoOn, type Run } from './run.ts';
import { type Variable, variable } from './variable.ts';

/** A target that a call of make is to make, and the conditions under which it is. */
export interface Goal {
  readonly target: string;
  readonly conditions: readonly MakeCondition[];
}

const name = '.DEFAULT_GOAL';

/**
 * The first target is the goal; makefiles can read which one it is, and empty it for the next one.
 * Source: gnu.org/software/make/manual, 6.14 Other Special Variables.
 */
export function noteGoal(run: Run, target: string): void {
  const before = lookUp(run.globals, name);
  const goal = inEachWay(run, before, (found) =>
    found === undefined || found.value === '' ? variable(name, target, run.at) : found,
  );
  if (goal !== undefined && goal !== before) run.globals = withEntry(run.globals, name, goal);
}

/** The goals of a call that names none: one, or one for each way that conditions leave open; none without a target. */
export function defaultGoals(run: Run): readonly Goal[] {
  const keys = new Map<string, string>();
  collect(run, lookUp(run.globals, name), [], keys);
  const targets = [...keys].filter(([target]) => target !== '');
  if (keys.size === 1) return targets.map(([target]) => ({ target, conditions: [] }));
  return targets.map(([target, key]) => {
    const because = `it counts only if \`${shown(run.table, target)}\` is the goal`;
    return { target, conditions: [{ because, key: symbolOf('goal', key), at: run.at }] };
  });
}

/** Each target that may be the goal, with a key of the ways on which it is. */
function collect(run: Run, found: Variable | undefined, way: readonly string[], keys: Map<string, string>): void {
  if (found?.either !== undefined && mayGoOn(run)) {
    const { condition, then, otherwise } = found.either;
    collect(run, then, [...way, condition.key], keys);
    collect(run, otherwise, [...way, `not ${condition.key}`], keys);
    return;
  }
  const target = found === undefined ? '' : valueOfVariable(run, found, undefined).trim();
  keys.set(target, symbolOf(keys.get(target) ?? '', keyOf(run.table, target), ...way));
}

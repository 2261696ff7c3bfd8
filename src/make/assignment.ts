import { lookUp, withEntry } from '../script/state/persistent-map.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import { inEachWay, waysOf } from './each-way.ts';
import { expand, joinValues, valueOfVariable } from './expand.ts';
import { derived } from './hole-table.ts';
import { doubt, type Run } from './run.ts';
import { shellOutput } from './run-functions.ts';
import { isInEnvironment, undefinedValue } from './undefined-value.ts';
import { type Origin, type Scope, type Variable, variable } from './variable.ts';
import type { Assignment, Modifiers } from './written-assignment.ts';

/** What an assignment does, and where. */
export interface Definition {
  readonly assignment: Assignment;
  readonly modifiers: Modifiers;
  readonly origin: Origin;
  readonly place: Span;
  readonly body?: EmbeddedText;
}

/** Carries out an assignment of the makefile or the command line. */
export function define(run: Run, definition: Definition): void {
  const { assignment, modifiers, origin, place } = definition;
  run.at = place;
  const name = expand(run, assignment.name, undefined).trim();
  if (name === '') return;
  if (modifiers.isExported) run.exported = withEntry(run.exported, name, 'yes');
  const before = lookUp(run.globals, name);
  const shielded = (found: Variable | undefined): boolean =>
    origin === 'file' && !modifiers.isOverride && isShielded(run, found, name);
  const step = (found: Variable | undefined): Variable | undefined =>
    shielded(found)
      ? (found ?? ofEnvironment(run, name, place))
      : (definedVariable(run, name, definition, { before: found, scope: undefined }) ?? found);
  // Where all ways take it, one step does: `+=` under many conditions would double them each time.
  const isOfAllWays = assignment.operator !== '?=' && !waysOf(before).some(shielded);
  const next = isOfAllWays ? step(before) : inEachWay(run, before, step);
  if (next !== undefined) run.globals = withEntry(run.globals, name, next);
}

/** The command line counts more than the makefile, and with `-e` the environment does, too. */
function isShielded(run: Run, before: Variable | undefined, name: string): boolean {
  if (before !== undefined) return strong.has(before.origin);
  return run.options.letters.has('e') && isInEnvironment(run, name) === true;
}

/**
 * `export NAME` and `unexport NAME` of a variable that is not there set it to nothing, so that a `?=` behind them has no
 * effect. Source: GNU make 4.3 src/read.c, eval; define_variable_global (…, "", 0, o_file, …).
 */
export function mention(run: Run, name: string): void {
  const next = inEachWay(run, lookUp(run.globals, name), (before) => {
    const isThere = before === undefined && run.unseen === '' ? isInEnvironment(run, name) : undefined;
    if (before?.origin !== 'undefined' && isThere !== false) return before;
    return variable(name, before === undefined ? undefinedValue(run, name) : '', run.at);
  });
  if (next !== undefined) run.globals = withEntry(run.globals, name, next);
}

const strong: ReadonlySet<Origin> = new Set(['command line', 'override', 'environment override']);

/** With `-e`, a variable of the environment is overruled by no makefile from the first one on that tries. */
const ofEnvironment = (run: Run, name: string, place: Span): Variable =>
  variable(name, undefinedValue(run, name), place, { isRecursive: true, origin: 'environment override' });

/** `undefine NAME`. */
export function undefine(run: Run, name: string, isOverride: boolean): void {
  if (name === '') return;
  const before = lookUp(run.globals, name);
  const ways = waysOf(before);
  const shielded = isOverride ? [] : ways.filter((found) => isShielded(run, found, name));
  if (shielded.length === ways.length) {
    if (before === undefined) run.globals = withEntry(run.globals, name, ofEnvironment(run, name, run.at));
    return;
  }
  if (shielded.length > 0) doubt(run, `\`undefine ${name}\` counts only under a condition`);
  run.exported = withEntry(run.exported, name, 'as all');
  run.globals = withEntry(run.globals, name, variable(name, '', run.at, { origin: 'undefined', isRecursive: true }));
}

/** What was there before an assignment, and where its value is expanded. */
export interface Ground {
  readonly before: Variable | undefined;
  readonly scope: Scope | undefined;
}

/** The variable that an assignment makes; `undefined` if it leaves things as they are. */
export function definedVariable(
  run: Run,
  name: string,
  { assignment, modifiers, origin, place, body }: Definition,
  { before, scope }: Ground,
): Variable | undefined {
  const { operator, value } = assignment;
  const shared = {
    origin: modifiers.isOverride ? ('override' as const) : origin,
    isPrivate: modifiers.isPrivate,
    body,
  };
  switch (operator) {
    case '=':
      return variable(name, value, place, { ...shared, isRecursive: true });
    case ':=':
      return variable(name, expand(run, value, scope), place, shared);
    case '!=': {
      const printed = shellOutput(run, expand(run, value, scope));
      return variable(name, printed, place, { ...shared, isRecursive: true });
    }
    case '?=':
      return withDefault(run, variable(name, value, place, { ...shared, isRecursive: true }), before);
    case '+=':
      return appended(run, { name, value, place, shared }, { before, scope });
  }
}

type Shared = Parameters<typeof variable>[3];

/** `?=` sets what is not defined; a variable of the environment is. `undefined` if it leaves things as they are. */
export function withDefault(run: Run, own: Variable, before: Variable | undefined): Variable | undefined {
  const { name, value, place } = own;
  const isTaken = before?.origin === 'undefined';
  if (before !== undefined && !isTaken) return undefined;
  const isThere = isTaken ? false : isInEnvironment(run, name);
  if (isThere === true) return undefined;
  if (isThere === false && (isTaken || run.unseen === '')) return own;
  const operands = [undefinedValue(run, name), value];
  const either = derived(run.table, { operation: '?=', operands, shown: `$(${name})`, at: place });
  return { ...own, value: either };
}

/** `+=`: keeps the flavor; a variable of the environment is recursive. */
function appended(
  run: Run,
  {
    name,
    value,
    place,
    shared,
  }: { readonly name: string; readonly value: string; readonly place: Span; readonly shared: Shared },
  { before, scope }: Ground,
): Variable {
  const former = before ?? fromEnvironment(run, name, place);
  if (former === undefined) return variable(name, value, place, { ...shared, isRecursive: true });
  if (former.either !== undefined) {
    const whole = joinValues(valueOfVariable(run, former, scope), expand(run, value, scope));
    return variable(name, whole, place, shared);
  }
  const added = former.isRecursive ? value : expand(run, value, scope);
  if (added === '') return former;
  return variable(name, joinValues(former.value, added), place, { ...shared, isRecursive: former.isRecursive });
}

/** A variable of the environment that a makefile adds to; `undefined` if there is none. */
export function fromEnvironment(run: Run, name: string, place: Span): Variable | undefined {
  if (isInEnvironment(run, name) === false && run.unseen === '') return undefined;
  return variable(name, undefinedValue(run, name), place, { isRecursive: true, origin: 'environment' });
}

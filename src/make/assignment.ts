import { lookUp, withEntry } from '../script/state/persistent-map.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import { endOfReference } from '../syntax/makefile-words.ts';
import { expand, joinValues, valueOfVariable } from './expand.ts';
import { derived } from './hole-table.ts';
import type { Run } from './run.ts';
import { shellOutput } from './run-functions.ts';
import { isInEnvironment, undefinedValue } from './undefined-value.ts';
import { type Origin, type Scope, type Variable, variable } from './variable.ts';

/** How a variable is assigned. */
export type Operator = '=' | ':=' | '+=' | '?=' | '!=';

/** An assignment as written. */
export interface Assignment {
  /** A template. */
  readonly name: string;
  readonly operator: Operator;
  readonly value: string;
}

/** Words in front of an assignment. */
export interface Modifiers {
  readonly isOverride: boolean;
  readonly isPrivate: boolean;
  readonly isExported: boolean | undefined;
}

/** A line as an assignment; `undefined` for any other line. Source: GNU make 4.3, parse_variable_definition. */
export function parseAssignment(text: string): Assignment | undefined {
  let at = /^\s*/.exec(text)?.[0].length ?? 0;
  const start = at;
  for (; at < text.length; at += 1) {
    const char = text.charAt(at);
    if (char === '#') return undefined;
    if (char === '$') {
      at = endOfReference(text, at) - 1;
      continue;
    }
    if (!mayOperate.test(char)) continue;
    const operator = /^(?::{0,3}=|[+?!]=|:|\s+)/.exec(text.slice(at, at + 4))?.[0];
    if (operator === undefined) continue;
    if (operator.trim() === '') return behindName(text, start, at);
    return operator === ':' ? undefined : assignmentAt(text, { start, end: at, at, operator });
  }
  return undefined;
}

/** The characters with which an operator, or the blank in front of it, begins. */
const mayOperate = /[:=+?!\s]/;

/** Behind a blank only an operator makes it an assignment. */
function behindName(text: string, start: number, end: number): Assignment | undefined {
  const match = /^\s+(:{0,3}=|[+?!]=)/.exec(text.slice(end));
  if (match?.[1] === undefined) return undefined;
  return assignmentAt(text, { start, end, at: end + match[0].length - match[1].length, operator: match[1] });
}

function assignmentAt(
  text: string,
  {
    start,
    end,
    at,
    operator,
  }: { readonly start: number; readonly end: number; readonly at: number; readonly operator: string },
): Assignment {
  const value = text.slice(at + operator.length).replace(/^\s+/, '');
  return { name: text.slice(start, end), operator: kindOf(operator), value };
}

function kindOf(operator: string): Operator {
  if (operator === '=' || operator === '+=' || operator === '?=' || operator === '!=') return operator;
  return ':=';
}

/** A line without the modifiers in front of an assignment; `undefined` if no assignment stands behind them. */
export function parseModified(
  text: string,
): { readonly assignment: Assignment; readonly modifiers: Modifiers } | undefined {
  let rest = text.replace(/^\s+/, '');
  let modifiers: Modifiers = { isOverride: false, isPrivate: false, isExported: undefined };
  for (;;) {
    const word = /^(export|override|private)\s+(?!(?::{0,3}|[+?!])=)/.exec(rest);
    if (word === null) break;
    if (word[1] === 'override') modifiers = { ...modifiers, isOverride: true };
    else if (word[1] === 'private') modifiers = { ...modifiers, isPrivate: true };
    else modifiers = { ...modifiers, isExported: true };
    rest = rest.slice(word[0].length);
  }
  const assignment = parseAssignment(rest);
  return assignment === undefined ? undefined : { assignment, modifiers };
}

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
  if (modifiers.isExported !== undefined) run.exported = withEntry(run.exported, name, modifiers.isExported);
  const before = lookUp(run.globals, name);
  if (isShielded(run, before, definition, name)) {
    if (before === undefined) run.globals = withEntry(run.globals, name, ofEnvironment(run, name, place));
    return;
  }
  const next = definedVariable(run, name, { ...definition, origin }, { before, scope: undefined });
  if (next !== undefined) run.globals = withEntry(run.globals, name, next);
}

/** The command line counts more than the makefile, and with `-e` the environment does, too. */
function isShielded(run: Run, before: Variable | undefined, { modifiers, origin }: Definition, name: string): boolean {
  if (modifiers.isOverride || origin !== 'file') return false;
  if (before !== undefined && strong.has(before.origin)) return true;
  return before === undefined && run.options.letters.has('e') && isInEnvironment(run, name) === true;
}

/**
 * `export NAME` and `unexport NAME` of a variable that is not there set it to nothing, so that a `?=` behind them has no
 * effect. Source: GNU make 4.3 src/read.c, eval; define_variable_global (…, "", 0, o_file, …).
 */
export function mention(run: Run, name: string): void {
  const before = lookUp(run.globals, name);
  const isThere = before === undefined && run.unseen === '' ? isInEnvironment(run, name) : undefined;
  if (before?.origin !== 'undefined' && isThere !== false) return;
  const value = before === undefined ? undefinedValue(run, name) : '';
  run.globals = withEntry(run.globals, name, variable(name, value, run.at));
}

const strong: ReadonlySet<Origin> = new Set(['command line', 'override', 'environment override']);

/** With `-e`, a variable of the environment is overruled by no makefile from the first one on that tries. */
const ofEnvironment = (run: Run, name: string, place: Span): Variable =>
  variable(name, undefinedValue(run, name), place, { isRecursive: true, origin: 'environment override' });

/** `undefine NAME`. */
export function undefine(run: Run, name: string, isOverride: boolean): void {
  const before = lookUp(run.globals, name);
  if (!isOverride && before !== undefined && strong.has(before.origin)) return;
  const isOfEnvironment = run.options.letters.has('e') && isInEnvironment(run, name) === true;
  if (!isOverride && before === undefined && isOfEnvironment) {
    run.globals = withEntry(run.globals, name, ofEnvironment(run, name, run.at));
    return;
  }
  if (name === '') return;
  run.exported = withEntry(run.exported, name, false);
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
      return withDefault(run, name, value, { before, place, shared });
    case '+=':
      return appended(run, { name, value, place, shared }, { before, scope });
  }
}

type Shared = Parameters<typeof variable>[3];

/** `?=` sets what is not defined; a variable of the environment is. */
function withDefault(
  run: Run,
  name: string,
  value: string,
  { before, place, shared }: { readonly before: Variable | undefined; readonly place: Span; readonly shared: Shared },
): Variable | undefined {
  const isTaken = before?.origin === 'undefined';
  if (before !== undefined && !isTaken) return undefined;
  const isThere = isTaken ? false : isInEnvironment(run, name);
  if (isThere === true) return undefined;
  const own = variable(name, value, place, { ...shared, isRecursive: true });
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

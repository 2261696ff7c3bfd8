import { symbolOf } from '../script/state/symbols.ts';
import { endOfReference, isClosedReference } from '../syntax/makefile-words.ts';
import { findFunction } from './functions.ts';
import { derived, keyOf, markOf } from './hole-table.ts';
import { doubt, limits, mayGoOn, type Run } from './run.ts';
import { substituteSuffix } from './text-functions.ts';
import { undefinedValue } from './undefined-value.ts';
import { findVariable, type Scope, type Variable, variable } from './variable.ts';

/**
 * A template with its references replaced. Bounded in depth, length and work; what is beyond is one unknown value.
 * Source: gnu.org/software/make/manual, 6.1 Basics of Variable References; GNU make 4.3 src/expand.c.
 */
export function expand(run: Run, template: string, scope: Scope | undefined): string {
  if (!template.includes('$')) return template;
  let out = '';
  let at = 0;
  for (let dollar = template.indexOf('$'); dollar !== -1; dollar = template.indexOf('$', at)) {
    out += template.slice(at, dollar);
    at = endOfReference(template, dollar);
    out += expandReference(run, template.slice(dollar, at), scope);
    if (out.length > limits.length) return tooLong(run, template);
  }
  return out + template.slice(at);
}

/** One reference, from its `$` to its end. */
export function expandReference(run: Run, reference: string, scope: Scope | undefined): string {
  const next = reference.charAt(1);
  if (next === '' || next === '$') return '$';
  if (next !== '(' && next !== '{') return /\s/.test(next) ? '' : valueOfName(run, next, scope);
  if (!isClosedReference(reference, 0)) return '';
  if (!mayGoOn(run)) return beyond(run, reference);
  const body = reference.slice(2, -1);
  const called = findFunction(body);
  run.depth += 1;
  const value =
    called === undefined
      ? referenced(run, body, scope)
      : called.apply({ run, scope, body: called.body, bracket: next, written: reference });
  run.depth -= 1;
  return value;
}

/** The value of a variable by its name. */
export function valueOfName(run: Run, name: string, scope: Scope | undefined): string {
  const found = findVariable(run.globals, scope, name);
  return found === undefined ? environmentValue(run, name, scope) : valueOfVariable(run, found, scope);
}

/** What the environment gives is recursive: references in it are replaced as in a makefile. */
function environmentValue(run: Run, name: string, scope: Scope | undefined): string {
  const value = undefinedValue(run, name);
  if (!value.includes('$')) return value;
  return valueOfVariable(run, variable(name, value, run.at, { isRecursive: true, origin: 'environment' }), scope);
}

/** The value of a variable, expanded in a scope. */
export function valueOfVariable(run: Run, found: Variable, scope: Scope | undefined): string {
  if (found.either !== undefined) return oneOf(run, found, scope);
  if (found.behind !== undefined) {
    const { behind, ...own } = found;
    const before = valueOfVariable(run, behind, scope);
    const added = valueOfVariable(run, { ...own, behind: undefined }, scope);
    return before === '' ? added : `${before} ${added}`;
  }
  if (!found.isRecursive || !found.value.includes('$')) return found.value;
  const { name } = found;
  if (run.expanding.has(name)) doubt(run, `\`$(${name})\` refers to itself`);
  if (run.expanding.has(name) || !mayGoOn(run)) return beyond(run, `$(${name})`);
  run.expanding.add(name);
  run.depth += 1;
  const value = expand(run, found.value, scope);
  run.depth -= 1;
  run.expanding.delete(name);
  return value;
}

/** What `+=` makes of two values. Source: GNU make 4.3 NEWS: no blank where one side is empty. */
export const joinValues = (left: string, right: string): string =>
  left === '' || right === '' ? left + right : `${left} ${right}`;

/** `$(NAME)`, `$(NAME:.c=.o)` and computed names. */
function referenced(run: Run, body: string, scope: Scope | undefined): string {
  const whole = body.includes('$') ? expand(run, body, scope) : body;
  const colon = whole.indexOf(':');
  const equals = colon === -1 ? -1 : whole.indexOf('=', colon);
  if (equals === -1) return valueOfName(run, whole, scope);
  const value = valueOfName(run, whole.slice(0, colon), scope);
  return substituteSuffix(run, whole.slice(colon + 1, equals), whole.slice(equals + 1), value);
}

/** A variable that an undecided condition made one of two. */
function oneOf(run: Run, { name, either, place }: Variable, scope: Scope | undefined): string {
  if (either === undefined || !mayGoOn(run)) return beyond(run, `$(${name})`);
  const [then, otherwise] = [either.then, either.otherwise].map((way) =>
    way === undefined ? environmentValue(run, name, scope) : valueOfVariable(run, way, scope),
  );
  if (then === undefined || otherwise === undefined || then === otherwise) return then ?? '';
  const isWord = [then, otherwise].every((value) => /^[^\s\uE000-\uF8FF]+$/.test(value));
  const symbol = symbolOf(
    `${isWord ? 'one word ' : ''}one of`,
    either.condition.key,
    keyOf(run.table, then),
    keyOf(run.table, otherwise),
  );
  const because = `the value of \`$(${name})\` depends on a condition`;
  return markOf(run.table, { symbol, shown: `$(${name})`, cause: { kind: 'rules', because, at: place } });
}

function beyond(run: Run, written: string): string {
  return derived(run.table, { operation: 'beyond', operands: [written], shown: written, at: run.at });
}

const tooLong = (run: Run, template: string): string =>
  markOf(run.table, {
    symbol: symbolOf('too long', template.slice(0, 200)),
    shown: '…',
    cause: { kind: 'expression', because: 'a value is longer than is followed', at: run.at },
  });

import type { MakeCondition } from '../script/run/make-call.ts';
import { lookUp } from '../script/state/persistent-map.ts';
import { symbolOf } from '../script/state/symbols.ts';
import type { Span } from '../source/source-file.ts';
import { endOfReference } from '../syntax/makefile-words.ts';
import { sameText } from '../value/index.ts';
import { isFilled } from './control-functions.ts';
import { expand } from './expand.ts';
import { keyOf, toText } from './hole-table.ts';
import { mayGoOn, type Run } from './run.ts';
import { isInEnvironment, undefinedValue, withoutUnset } from './undefined-value.ts';
import type { Variable } from './variable.ts';

/** What a conditional comes to: decided, or a condition that only the run decides. */
export type Decision = boolean | MakeCondition;

/** Decides `ifeq`, `ifneq`, `ifdef` or `ifndef`; `undefined` where the line is none. */
export function decide(run: Run, text: string, at: Span): Decision | undefined {
  const match = /^(ifeq|ifneq|ifdef|ifndef)\s*([\s\S]*)$/.exec(text);
  if (match === null) return undefined;
  const [, word = '', rest = ''] = match;
  run.at = at;
  const isNegated = word.startsWith('ifn');
  if (word.endsWith('def')) return definedness(run, expand(run, rest, undefined).trim(), { isNegated, text, at });
  const sides = sidesOf(rest);
  if (sides === undefined) return undefined;
  const [left, right] = sides.map((side) => withoutUnset(run, expand(run, side, undefined)));
  return equality(run, [left ?? '', right ?? ''], { isNegated, text, at });
}

interface Asked {
  readonly isNegated: boolean;
  readonly text: string;
  readonly at: Span;
}

function equality(run: Run, [left, right]: readonly [string, string], asked: Asked): Decision {
  if (left === right) return !asked.isNegated;
  const same =
    left === '' || right === ''
      ? emptiness(run, left + right)
      : sameText(toText(run.table, left, asked.at), toText(run.table, right, asked.at)).is;
  if (same !== 'unknown') return (same === 'yes') !== asked.isNegated;
  const key = symbolOf('ifeq', ...[keyOf(run.table, left), keyOf(run.table, right)].sort());
  return undecided(key, asked);
}

function emptiness(run: Run, text: string): 'yes' | 'no' | 'unknown' {
  const filled = isFilled({ run }, text);
  if (filled === undefined) return 'unknown';
  return filled ? 'no' : 'yes';
}

/** Whether a variable has a value that is not empty, be it of references that are. */
function definedness(run: Run, name: string, asked: Asked): Decision {
  const defined = isDefined(run, name, lookUp(run.globals, name));
  return typeof defined === 'string' ? undecided(defined, asked) : defined !== asked.isNegated;
}

/** Whether a variable has a value; a key where only the run can tell. */
function isDefined(run: Run, name: string, found: Variable | undefined): boolean | string {
  if (found?.either !== undefined && mayGoOn(run)) {
    const { condition, then, otherwise } = found.either;
    const [one, other] = [isDefined(run, name, then), isDefined(run, name, otherwise)];
    return one === other ? one : symbolOf('ifdef', condition.key, `${one}`, `${other}`);
  }
  const isThere = found === undefined && run.unseen === '' ? isInEnvironment(run, name) : undefined;
  if (isThere === false) return false;
  const value = found?.value ?? undefinedValue(run, name);
  const filled = found !== undefined || isThere === true ? isFilled({ run }, withoutUnset(run, value)) : undefined;
  return filled ?? symbolOf('ifdef', name, keyOf(run.table, value));
}

const undecided = (key: string, { isNegated, text, at }: Asked): MakeCondition => ({
  because: `it counts only if \`${text.trim()}\``,
  key: isNegated ? `not ${key}` : key,
  at,
});

/** The opposite of a condition. */
export const opposite = ({ because, key, at }: MakeCondition): MakeCondition => ({
  because: because.replace('only if', 'only if not'),
  key: key.startsWith('not ') ? key.slice('not '.length) : `not ${key}`,
  at,
});

/** `(a,b)`, `"a" "b"`, `'a' 'b'`. */
function sidesOf(rest: string): readonly [string, string] | undefined {
  const trimmed = rest.trim();
  if (!trimmed.startsWith('(')) {
    const quoted = /^(?:"([^"]*)"|'([^']*)')\s*(?:"([^"]*)"|'([^']*)')/.exec(trimmed);
    return quoted === null ? undefined : [quoted[1] ?? quoted[2] ?? '', quoted[3] ?? quoted[4] ?? ''];
  }
  let depth = 0;
  let comma = -1;
  for (let at = 1; at < trimmed.length; at += 1) {
    const char = trimmed.charAt(at);
    if (char === '$') at = endOfReference(trimmed, at) - 1;
    else if (char === '(') depth += 1;
    else if (char === ',' && depth === 0 && comma === -1) comma = at;
    else if (char === ')') {
      if (depth === 0 && comma !== -1)
        return [trimmed.slice(1, comma).trimEnd(), trimmed.slice(comma + 1, at).trimStart()];
      depth -= 1;
    }
  }
  return undefined;
}

import type { HclFor } from '../syntax/hcl/tree.ts';
import type { Cause } from '../value/index.ts';
import {
  type BakeValue,
  booleanOf,
  causesOf,
  listValue,
  numberValue,
  spanOf,
  stringOf,
  textValue,
} from './bake-value.ts';
import type { Evaluate } from './evaluate.ts';
import { derived, type Scope, withNames } from './scope.ts';

/** `[for v in list : …]` and `{for k, v in object : … => …}`; of a hidden source, a hole. */
export function evaluateFor(expression: HclFor, scope: Scope, evaluate: Evaluate): BakeValue {
  const source = evaluate(expression.of, scope);
  const pairs = pairsOf(source);
  if (pairs === undefined) return derived(`for ${String(expression.span.start)}`, [source], expression.span);
  const rounds = pairs.map(([key, value]) => withNames(scope, namesOf(expression, key, value)));
  const openTo: Cause[] = source.kind === 'list' || source.kind === 'object' ? [...source.openTo] : [];
  const taken = rounds.filter((round) => {
    if (expression.condition === undefined) return true;
    const condition = evaluate(expression.condition, round);
    const decided = booleanOf(condition);
    if (decided === undefined) openTo.push(...causesOf(condition));
    return decided === true;
  });
  return expression.key === undefined
    ? {
        ...listValue(
          taken.map((round) => evaluate(expression.value, round)),
          expression.span,
        ),
        openTo,
      }
    : keyed(expression, taken, { evaluate, openTo });
}

function pairsOf(source: BakeValue): readonly (readonly [BakeValue, BakeValue])[] | undefined {
  if (source.kind === 'list') return source.items.map((item, index) => [numberValue(index, spanOf(item)), item]);
  if (source.kind !== 'object') return undefined;
  const keys = [...source.entries.keys()].sort();
  return keys.flatMap((key) => {
    const value = source.entries.get(key);
    return value === undefined ? [] : [[textValue(key, spanOf(value)), value] as const];
  });
}

function namesOf({ names }: HclFor, key: BakeValue, value: BakeValue): ReadonlyMap<string, BakeValue> {
  const [first = '', second] = names;
  return second === undefined
    ? new Map([[first, value]])
    : new Map([
        [first, key],
        [second, value],
      ]);
}

interface Keying {
  readonly evaluate: Evaluate;
  readonly openTo: readonly Cause[];
}

function keyed(expression: HclFor, rounds: readonly Scope[], { evaluate, openTo }: Keying): BakeValue {
  const { key, value, span } = expression;
  const entries = new Map<string, BakeValue>();
  const hidden: Cause[] = [...openTo];
  for (const round of rounds) {
    const name = key === undefined ? undefined : evaluate(key, round);
    const written = stringOf(name);
    const item = evaluate(value, round);
    if (written === undefined) hidden.push(...(name === undefined ? [] : causesOf(name)));
    else entries.set(written, expression.isGrouped ? grouped(entries.get(written), item) : item);
  }
  return { kind: 'object', entries, openTo: hidden, span };
}

const grouped = (group: BakeValue | undefined, item: BakeValue): BakeValue =>
  listValue([...(group?.kind === 'list' ? group.items : []), item], spanOf(item));

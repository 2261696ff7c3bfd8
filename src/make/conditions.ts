import type { MakeCondition } from '../script/run/make-call.ts';
import { symbolOf } from '../script/state/symbols.ts';
import { opposite } from './conditional.ts';

/** Conditions that hold together; none hold always. */
export type Conditions = readonly MakeCondition[];

/** What holds where not all of these hold; nothing is left of conditions that always hold. */
export function negation(conditions: Conditions): Conditions {
  const [first, ...others] = conditions;
  if (first === undefined) return [];
  if (others.length === 0) return [opposite(first)];
  const key = symbolOf('all of', ...conditions.map((condition) => condition.key));
  return [opposite({ ...first, key })];
}

/** Both together, each once. */
export function united(one: Conditions, other: Conditions): Conditions {
  const keys = new Set(one.map(({ key }) => key));
  return [...one, ...other.filter(({ key }) => !keys.has(key))];
}

/** Whether one of the conditions is the opposite of another one. */
export function isImpossible(conditions: Conditions): boolean {
  const keys = new Set(conditions.map(({ key }) => key));
  return conditions.some((condition) => keys.has(opposite(condition).key));
}

/** Whether one of these always holds. */
export const isAlways = (alternatives: readonly Conditions[]): boolean =>
  alternatives.some(({ length }) => length === 0) || isImpossible(alternatives.flatMap(negation));

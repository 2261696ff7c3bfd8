import type { Severity } from '../../rule/index.ts';
import { isObject, type JsonObject, textAt } from './json-value.ts';

/** At which place of a run's lists a rule and a file stand, by id and by URI. */
export interface RunIndex {
  readonly rules: ReadonlyMap<string, number>;
  readonly artifacts: ReadonlyMap<string, number>;
}

/** Deeper values hold no indices. */
const deepestValue = 50;

/** A part of a SARIF log that is moved to another run: what it says by index of a rule or file is said by that run's indices. */
export const reindexed = (object: JsonObject, index: RunIndex): JsonObject => inObject(object, index, 0);

function inObject(object: JsonObject, index: RunIndex, depth: number): JsonObject {
  const entries = Object.entries(object).map(([key, value]): readonly [string, unknown] => {
    if (key === 'ruleIndex') return [key, index.rules.get(textAt(object, 'ruleId')) ?? -1];
    if (key === 'artifactLocation' && isObject(value)) return [key, ofFile(value, index)];
    return [key, inValue(value, index, depth + 1)];
  });
  return Object.fromEntries(entries);
}

function inValue(value: unknown, index: RunIndex, depth: number): unknown {
  if (depth > deepestValue) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => inValue(item, index, depth + 1));
  return isObject(value) ? inObject(value, index, depth) : value;
}

function ofFile(location: JsonObject, { artifacts }: RunIndex): JsonObject {
  if (!('index' in location)) return location;
  return { ...location, index: artifacts.get(textAt(location, 'uri')) ?? -1 };
}

/** The severity that a level of SARIF stands for. */
export function atLevel(level: string): Severity {
  if (level === 'note' || level === 'none') return 'info';
  return level === 'error' ? 'error' : 'warning';
}

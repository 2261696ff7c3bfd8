import { isDeepStrictEqual } from 'node:util';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { isObject, plainValue } from './plain-value.ts';

/** The first place at which a merged configuration differs from GitLab's; `undefined` if they are equal. */
export function mergedDifference(root: YamlMapping | undefined, merged: unknown): Difference | undefined {
  const mine = root === undefined ? undefined : withoutIncludes(asRecorded(plainValue(root), ''));
  return firstDifference(mine, withoutIncludes(asRecorded(merged, '')), '');
}

/** An include that the recorder took out is left over in the recorded configuration. */
function withoutIncludes(merged: unknown): unknown {
  return isObject(merged) ? Object.fromEntries(Object.entries(merged).filter(([key]) => key !== 'include')) : merged;
}

export interface Difference {
  readonly path: string;
  readonly mine: unknown;
  readonly theirs: unknown;
}

/** GitLab's entries make lists of these single values in the very mapping that the recorder saw. */
function asRecorded(value: unknown, path: string): unknown {
  if (Array.isArray(value)) return value.map((item: unknown) => asRecorded(item, path));
  if (!isObject(value)) return value;
  const entries = Object.entries(value).map(([key, item]) => {
    const isSingle = (path.endsWith('/artifacts/reports') && typeof item === 'string') || key === 'exit_codes';
    return [key, isSingle && !Array.isArray(item) ? [item] : asRecorded(item, `${path}/${key}`)] as const;
  });
  return Object.fromEntries(entries);
}

function firstDifference(mine: unknown, theirs: unknown, path: string): Difference | undefined {
  if (isDeepStrictEqual(mine, theirs)) return undefined;
  if (isObject(mine) && isObject(theirs)) {
    for (const key of new Set([...Object.keys(mine), ...Object.keys(theirs)])) {
      const difference = firstDifference(mine[key], theirs[key], `${path}/${key}`);
      if (difference !== undefined) return difference;
    }
  }
  return { path, mine, theirs };
}

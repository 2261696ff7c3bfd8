import { EmbeddedText } from '../source/embedded-text.ts';

export { entryAt, isMapping, isScalar, isSequence, isString, valueAt } from '../syntax/yaml-kinds.ts';

import { spellScalar } from '../syntax/yaml-spelling.ts';
import type { YamlScalar, YamlValue } from '../syntax/yaml-value.ts';

/** A scalar as text, spelled as Ruby's `to_s` does. */
export const scalarText = (value: YamlScalar): EmbeddedText =>
  value.kind === 'string' ? value.text : EmbeddedText.opaque(spellScalar(value), value.span);

/** How deep GitLab lets lists be nested where it flattens them. */
const deepestNesting = 10;

/** More items than any list of GitLab may hold; aliases could multiply a few lines to more than memory holds. */
const mostItems = 20_000;

/** The items of a list with lists inside it flattened; a value that is no list is its own only item. */
export function flatItems(value: YamlValue): readonly YamlValue[] {
  const flat: YamlValue[] = [];
  collectItems(value, 0, flat);
  return flat;
}

function collectItems(value: YamlValue, depth: number, flat: YamlValue[]): void {
  if (value.kind !== 'sequence') flat.push(value);
  else if (depth <= deepestNesting) {
    for (const item of value.items) {
      if (flat.length >= mostItems) return;
      collectItems(item, depth + 1, flat);
    }
  }
}

/** How many lists stand inside each other at the deepest place. */
export function nestingOf(value: YamlValue, known = new Map<YamlValue, number>()): number {
  if (value.kind !== 'sequence') return 0;
  const before = known.get(value);
  if (before !== undefined) return before;
  let deepest = 0;
  for (const item of value.items) deepest = Math.max(deepest, nestingOf(item, known));
  known.set(value, deepest + 1);
  return deepest + 1;
}

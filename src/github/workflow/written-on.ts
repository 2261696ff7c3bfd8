import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { isMapping, isScalar, isSequence, mappingAt, scalarText, valueAt } from './yaml-access.ts';

/** The names of the events under `on`, as written. */
export function eventNames(root: YamlMapping): readonly string[] {
  const on = valueAt(root, 'on');
  if (on === undefined) return [];
  if (isMapping(on)) return [...on.entries.keys()];
  const items: readonly YamlValue[] = isSequence(on) ? on.items : [on];
  return items.filter(isScalar).map((item) => scalarText(item).text);
}

/** What stands under an event of `on`; `undefined` where nothing does. */
export function eventBody(root: YamlMapping, event: string): YamlMapping | undefined {
  const on = valueAt(root, 'on');
  return isMapping(on) ? mappingAt(on, event) : undefined;
}

/** The event by which other workflows call this one. */
export const callEvent = 'workflow_call';

/** Whether other workflows may call it. */
export const isCallable = (root: YamlMapping): boolean => eventNames(root).includes(callEvent);

/** Whether nothing but other workflows starts it. */
export const isOnlyCalled = (root: YamlMapping): boolean =>
  isCallable(root) && eventNames(root).every((name) => name === callEvent);

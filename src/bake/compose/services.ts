import type { Cause } from '../../value/index.ts';
import type { BakeEnvironment } from '../bake-environment.ts';
import type { BakeFile } from '../bake-file.ts';
import { type BakeObject, type BakeValue, spanOf, stringOf } from '../bake-value.ts';
import { composeValue, mappingAt } from './compose-value.ts';

/** A service of Compose files, merged over all of them. */
export interface ComposeService {
  readonly name: string;
  readonly fields: ReadonlyMap<string, BakeValue>;
}

/** The services of Compose files, and what hides others. */
export interface ComposeServices {
  readonly services: readonly ComposeService[];
  readonly openTo: readonly Cause[];
}

/** Parts of a service that say how it is built, and whether it is. */
const wanted: ReadonlySet<string> = new Set(['image', 'build', 'platform', 'profiles', 'extends']);

/**
 * The services that files define together: mappings are merged, lists put together, all else is replaced.
 *
 * Source: docs.docker.com/reference/compose-file/merge; compose-go override/merge.go.
 */
export function composeServices(files: readonly BakeFile[], environment: BakeEnvironment): ComposeServices {
  const services = new Map<string, BakeObject>();
  const openTo: Cause[] = [];
  for (const { file, content } of files) {
    if (content.is !== 'compose') continue;
    const include = content.root?.kind === 'mapping' ? content.root.entries.get('include') : undefined;
    if (include !== undefined) openTo.push(unread(`\`include\` of \`${file.path}\` is not followed`, include.key.span));
    for (const [name, { value }] of mappingAt(content.root, 'services')?.entries ?? []) {
      if (value.kind !== 'mapping') continue;
      const entries = [...value.entries].filter(([key]) => wanted.has(key));
      const fields = entries.map(([key, entry]) => [key, composeValue(entry.value, environment)] as const);
      const service: BakeObject = { kind: 'object', entries: new Map(fields), openTo: [], span: value.span };
      const before = services.get(name);
      services.set(name, before === undefined ? service : overlaid(before, service));
    }
  }
  const extended = [...services].map(([name, service]) => ({ name, ...withBase(service, services, openTo) }));
  return { services: extended.map(({ name, entries }) => ({ name, fields: entries })), openTo };
}

const unread = (because: string, at: Cause['at']): Cause => ({ kind: 'include', because, at });

/** One value over another, as Compose merges them. */
function overlaid(base: BakeObject, over: BakeObject): BakeObject {
  const entries = new Map(base.entries);
  for (const [key, value] of over.entries) {
    const before = entries.get(key);
    entries.set(key, before === undefined ? value : mergedValue(before, value));
  }
  return { ...over, entries, openTo: [...base.openTo, ...over.openTo] };
}

function mergedValue(before: BakeValue, value: BakeValue): BakeValue {
  if (before.kind === 'object' && value.kind === 'object') return overlaid(before, value);
  if (before.kind === 'list' && value.kind === 'list') return { ...value, items: [...before.items, ...value.items] };
  return value;
}

/** A service with what it `extends` in the same file. Those of other files are a cause. */
function withBase(service: BakeObject, services: ReadonlyMap<string, BakeObject>, openTo: Cause[]): BakeObject {
  let whole = service;
  let next = service.entries.get('extends');
  for (let steps = 0; next !== undefined && steps < services.size; steps += 1) {
    const isElsewhere = next.kind === 'object' && next.entries.has('file');
    const name = stringOf(next.kind === 'object' ? next.entries.get('service') : next);
    const base = name === undefined ? undefined : services.get(name);
    if (isElsewhere || base === undefined) {
      const cause = unread(`the service that is extended here is not followed`, spanOf(next));
      openTo.push(cause);
      return { ...whole, openTo: [...whole.openTo, cause] };
    }
    whole = overlaid(base, whole);
    next = base.entries.get('extends');
  }
  return whole;
}

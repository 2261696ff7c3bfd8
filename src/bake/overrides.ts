import { literal, type Text } from '../value/index.ts';
import { type BakeValue, listValue } from './bake-value.ts';
import { patternOf } from './resolve-targets.ts';
import { asList, asObject, type BakeTarget } from './target.ts';

/** `--set pattern.key=value`, `--set pattern.key.name=value`, `--set pattern.key+=value`. */
export interface BakeOverride {
  readonly pattern: string;
  readonly key: string;
  /** Of `args.NAME`, `labels.NAME` and `contexts.NAME`. */
  readonly name: string | undefined;
  readonly isAppended: boolean;
  readonly value: Text;
}

/** Keys of `--set` whose attribute has another name. */
const attributeNames: ReadonlyMap<string, string> = new Map([
  ['platform', 'platforms'],
  ['secrets', 'secret'],
]);

const lists: ReadonlySet<string> = new Set(
  'tags platforms output cache-from cache-to secret ssh attest entitlements annotations no-cache-filter ulimits'.split(
    ' ',
  ),
);
const alwaysAppended: ReadonlySet<string> = new Set(['attest', 'entitlements', 'annotations']);

/**
 * A target with the overrides that concern it. Several of one list replace the list together; an empty value is none.
 *
 * Source: docker/buildx bake/bake.go, newOverrides and AddOverrides.
 */
export function withOverrides(target: BakeTarget, overrides: readonly BakeOverride[]): BakeTarget {
  const own = overrides.filter(({ pattern, value }) => patternOf(literal(pattern, value.span)).test(target.name));
  const attributes = new Map(target.attributes);
  const replaced = new Set<string>();
  for (const override of own) {
    const name = attributeNames.get(override.key) ?? override.key;
    const before = attributes.get(name);
    if (lists.has(name)) {
      const isFirst = !replaced.has(name) && !override.isAppended && !alwaysAppended.has(name);
      replaced.add(name);
      attributes.set(name, extended(isFirst ? undefined : before, override));
    } else attributes.set(name, changed(before, override));
  }
  return { name: target.name, attributes };
}

function extended(before: BakeValue | undefined, { value }: BakeOverride): BakeValue {
  const items: readonly BakeValue[] = value.parts.length === 0 ? [] : [{ kind: 'text', text: value }];
  if (before === undefined) return listValue(items, value.span);
  const list = asList(before);
  return { ...list, items: [...list.items, ...items] };
}

function changed(before: BakeValue | undefined, { name, value }: BakeOverride): BakeValue {
  const text: BakeValue = { kind: 'text', text: value };
  if (name === undefined) return text;
  const object = asObject(before ?? { kind: 'null', span: value.span });
  return { ...object, entries: new Map([...object.entries, [name, text]]) };
}

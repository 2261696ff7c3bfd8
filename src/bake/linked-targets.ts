import { stringOf } from './bake-value.ts';
import type { BuiltTarget } from './read-bake.ts';
import type { WantedTarget } from './resolve-targets.ts';
import { asObject } from './target.ts';

/** What an export of a target comes to that nobody asks for. */
const exports: ReadonlySet<string> = new Set(['tags', 'output', 'cache-to', 'push']);

/**
 * The targets that others take as a context (`contexts = { base = "target:base" }`) and that are built for them, each once.
 * What they would export is left out.
 *
 * Source: docker/buildx bake/bake.go, ReadTargets and `setLinked`; docs.docker.com/build/bake/contexts.
 */
export function linkedTargets(
  asked: readonly BuiltTarget[],
  read: (wanted: WantedTarget) => readonly BuiltTarget[],
): readonly BuiltTarget[] {
  const known = new Set(asked.map(({ name }) => name));
  const linked: BuiltTarget[] = [];
  const waiting = [...asked];
  for (let target = waiting.shift(); target !== undefined; target = waiting.shift()) {
    for (const name of namesOf(target)) {
      if (known.has(name)) continue;
      known.add(name);
      const found = read({ name, doubts: target.doubts }).map(withoutExports);
      linked.push(...found);
      waiting.push(...found);
    }
  }
  return linked;
}

/** The targets that a target takes as contexts. */
function namesOf({ attributes }: BuiltTarget): readonly string[] {
  const contexts = attributes.get('contexts');
  const values = contexts === undefined ? [] : [...asObject(contexts).entries.values()];
  const own = attributes.get('context');
  return [...values, ...(own === undefined ? [] : [own])].flatMap((value) => {
    const written = stringOf(value);
    return written?.startsWith('target:') === true ? [written.slice('target:'.length)] : [];
  });
}

const withoutExports = (target: BuiltTarget): BuiltTarget => ({
  ...target,
  attributes: new Map([...target.attributes].filter(([name]) => !exports.has(name))),
});

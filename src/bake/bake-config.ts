import type { Cause } from '../value/index.ts';
import { causesOf, stringOf } from './bake-value.ts';
import { attributeOf, type BakeDefinition } from './definition.ts';
import { evaluate } from './evaluate.ts';
import type { Scope } from './scope.ts';
import { asList, type BakeTarget } from './target.ts';
import { evaluateTargets } from './target-blocks.ts';

/** All targets and groups that files define, before inheritance and overrides. */
export interface BakeConfig {
  readonly targets: ReadonlyMap<string, BakeTarget>;
  readonly groups: ReadonlyMap<string, BakeGroup>;
}

/** Names of targets and groups under one name. */
export interface BakeGroup {
  readonly members: readonly string[];
  /** Why it may have more. */
  readonly openTo: readonly Cause[];
}

/** Evaluates a definition over what Compose files gave. */
export function configOf(definition: BakeDefinition, scope: Scope, compose: BakeConfig): BakeConfig {
  const { targets, groups: instances, hidden } = evaluateTargets(definition.targets, scope, compose.targets);
  const groups = new Map(compose.groups);
  for (const [name, block] of definition.groups) {
    const written = attributeOf(block, 'targets');
    const list =
      written === undefined ? asList({ kind: 'null', span: block.span }) : asList(evaluate(written.value, scope));
    const members = list.items.flatMap((item) => stringOf(item) ?? []);
    const unnamed = list.items.filter((item) => stringOf(item) === undefined);
    groups.set(name, { members, openTo: [...list.openTo, ...unnamed.flatMap(causesOf)] });
  }
  for (const [name, members] of instances) groups.set(name, { members, openTo: hidden.get(name) ?? [] });
  for (const [name, causes] of hidden) if (!groups.has(name)) groups.set(name, { members: [], openTo: causes });
  return { targets, groups };
}

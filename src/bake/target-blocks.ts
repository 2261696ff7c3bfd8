import type { HclBlock } from '../syntax/hcl/tree.ts';
import type { Cause } from '../value/index.ts';
import { type BakeValue, causesOf, stringOf } from './bake-value.ts';
import { attributeOf } from './definition.ts';
import { evaluate } from './evaluate.ts';
import { type Scope, untold, withNames } from './scope.ts';
import { asList, type BakeTarget, mergeTargets } from './target.ts';

/** The targets that blocks define. */
export interface DefinedTargets {
  readonly targets: ReadonlyMap<string, BakeTarget>;
  /** Names that stand for several targets: that of a block with a matrix. */
  readonly groups: ReadonlyMap<string, readonly string[]>;
  /** Why there may be more targets, or others, by the name of the block. */
  readonly hidden: ReadonlyMap<string, readonly Cause[]>;
}

/** More instances than these are not made. */
const mostInstances = 500;

/** Evaluates `target` blocks, one target per combination of a matrix, over targets that are there already. */
export function evaluateTargets(
  blocks: readonly HclBlock[],
  scope: Scope,
  before: ReadonlyMap<string, BakeTarget>,
): DefinedTargets {
  const targets = new Map(before);
  const groups = new Map<string, readonly string[]>();
  const hidden = new Map<string, readonly Cause[]>();
  for (const block of blocks) {
    const [label = ''] = block.labels;
    const { scopes, openTo } = instancesOf(block, scope);
    const causes = [...openTo];
    const names: string[] = [];
    for (const instance of scopes) {
      const name = nameOf(block, instance);
      if (typeof name !== 'string') {
        causes.push(...causesOf(name));
        continue;
      }
      names.push(name);
      const own = targetOf(name, block, instance);
      const earlier = targets.get(name);
      targets.set(name, earlier === undefined ? own : mergeTargets(earlier, own));
    }
    if (names.length !== 1 || names[0] !== label) groups.set(label, [...(groups.get(label) ?? []), ...names]);
    if (causes.length > 0) hidden.set(label, [...(hidden.get(label) ?? []), ...causes]);
  }
  return { targets, groups, hidden };
}

/** The scopes of the instances of a block. Source: docker/buildx bake/bake.go, Target.GetEvalContexts. */
function instancesOf(
  block: HclBlock,
  scope: Scope,
): { readonly scopes: readonly Scope[]; readonly openTo: readonly Cause[] } {
  const written = attributeOf(block, 'matrix');
  if (written === undefined) return { scopes: [scope], openTo: [] };
  const matrix = evaluate(written.value, scope);
  if (matrix.kind !== 'object') return { scopes: [], openTo: causesOf(matrix) };
  let rows: readonly ReadonlyMap<string, BakeValue>[] = [new Map()];
  const openTo: Cause[] = [...matrix.openTo];
  for (const [name, value] of matrix.entries) {
    const list = asList(value);
    openTo.push(...list.openTo);
    if (rows.length * list.items.length > mostInstances) {
      return { scopes: [], openTo: causesOf(untold(written.span, 'the matrix has more targets than are followed')) };
    }
    rows = rows.flatMap((row) => list.items.map((item) => new Map([...row, [name, item]])));
  }
  return { scopes: rows.map((row) => withNames(scope, row)), openTo };
}

function nameOf(block: HclBlock, scope: Scope): string | BakeValue {
  const [label = ''] = block.labels;
  const written = attributeOf(block, 'name');
  if (written === undefined) return label;
  const name = evaluate(written.value, scope);
  return stringOf(name) ?? name;
}

/** Attributes that are about the block, not about the build. */
const ofTheBlock: ReadonlySet<string> = new Set(['name', 'matrix', 'description']);

function targetOf(name: string, { body }: HclBlock, scope: Scope): BakeTarget {
  const values = body.attributes
    .filter((attribute) => !ofTheBlock.has(attribute.name))
    .map((attribute) => [attribute.name, evaluate(attribute.value, scope)] as const)
    .filter(([, value]) => value.kind !== 'null');
  return { name, attributes: new Map(values) };
}

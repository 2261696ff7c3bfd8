import { type Cause, distinctCauses } from '../value/index.ts';
import { type BakeList, causesOf, spanOf, stringOf } from './bake-value.ts';
import { type BakeOverride, withOverrides } from './overrides.ts';
import { untold } from './scope.ts';
import { asList, type BakeTarget, mergeTargets } from './target.ts';

/** A target with all that it inherits, and why it may have attributes that are not seen. */
export interface WholeTarget {
  readonly target: BakeTarget;
  readonly openTo: readonly Cause[];
}

/**
 * Answers what a target is with what it inherits: the targets of `inherits` in order, later ones over earlier ones, its
 * own attributes over all of them, and overrides over everything. A cycle ends where it begins again.
 *
 * Source: docker/buildx bake/bake.go, Config.target.
 */
export function inheritance(
  targets: ReadonlyMap<string, BakeTarget>,
  overrides: readonly BakeOverride[],
): (target: BakeTarget) => WholeTarget {
  const found = new Map<BakeTarget, WholeTarget>();
  const inProgress = new Set<BakeTarget>();
  const whole = (target: BakeTarget): WholeTarget => {
    const known = found.get(target);
    if (known !== undefined) return known;
    const written = target.attributes.get('inherits');
    if (written === undefined) return { target: withOverrides(target, overrides), openTo: [] };
    if (inProgress.size >= deepest) return { target, openTo: causesOf(untold(spanOf(written), tooDeep)) };
    inProgress.add(target);
    const base = basesOf(target, asList(written));
    inProgress.delete(target);
    const own = withOverrides(mergeTargets(base.target, withoutParents(target)), overrides);
    const result: WholeTarget = { target: own, openTo: distinctCauses(base.openTo) };
    found.set(target, result);
    return result;
  };
  const basesOf = (target: BakeTarget, list: BakeList): WholeTarget => {
    let base: BakeTarget = { name: target.name, attributes: new Map() };
    const openTo: Cause[] = [...list.openTo];
    for (const item of list.items) {
      const name = stringOf(item);
      const parent = name === undefined ? undefined : targets.get(name);
      if (parent === undefined) openTo.push(...causesOf(name === undefined ? item : untold(list.span, noParent(name))));
      if (parent === undefined || inProgress.has(parent)) continue;
      const inner = whole(parent);
      openTo.push(...inner.openTo);
      base = mergeTargets(base, inner.target);
    }
    return { target: base, openTo };
  };
  return whole;
}

/** What a target inherits is put in, so that its heirs do not inherit it again. */
const withoutParents = ({ name, attributes }: BakeTarget): BakeTarget => ({
  name,
  attributes: new Map([...attributes].filter(([key]) => key !== 'inherits')),
});

/** A longer chain is not followed. */
const deepest = 100;
const tooDeep = 'targets inherit from each other over more steps than are followed';

const noParent = (name: string): string => `there is no target \`${name}\` to inherit from`;

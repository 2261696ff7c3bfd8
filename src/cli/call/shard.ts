import { nodeWorkspace } from '../../host/node-workspace.ts';
import { UsageError } from '../../policy/usage-error.ts';
import type { Target } from '../projects/targets.ts';

/** One of several parts of the projects: part `index` of `total`, counted from 1. */
export interface Shard {
  readonly index: number;
  readonly total: number;
}

/** Reads `2/5`. Throws a `UsageError` for anything that is no part of a whole. */
export function readShard(written: string): Shard {
  const [, index, total] = /^(\d{1,6})\/(\d{1,6})$/.exec(written) ?? [];
  const shard = { index: Number(index), total: Number(total) };
  if (shard.index >= 1 && shard.index <= shard.total) return shard;
  throw new UsageError(
    `\`--shard ${written}\` is no part I/N with I from 1 to N; in GitLab, \`parallel: N\` sets $CI_NODE_INDEX/$CI_NODE_TOTAL`,
  );
}

/**
 * The projects of one shard, in their order. The shards together are all projects, each in one shard; they hold about as many
 * files each, and depend on nothing but the projects, so that jobs that do not know of each other agree.
 */
export function projectsOf(shard: Shard, targets: readonly Target[], sizeOf = filesIn): readonly Target[] {
  const loads = new Array<number>(shard.total).fill(0);
  const own = new Set<Target>();
  for (const { target, size } of byWeight(targets, sizeOf)) {
    const lightest = loads.indexOf(Math.min(...loads));
    loads[lightest] = (loads[lightest] ?? 0) + size;
    if (lightest === shard.index - 1) own.add(target);
  }
  return targets.filter((target) => own.has(target));
}

/** The largest first, so that the small ones even out what they leave; the same size by path. */
const byWeight = (targets: readonly Target[], sizeOf: (target: Target) => number) =>
  targets
    .map((target) => ({ target, size: sizeOf(target) + 1 }))
    .sort((left, right) => right.size - left.size || (left.target.folder < right.target.folder ? -1 : 1));

const filesIn = ({ folder }: Target): number => nodeWorkspace(folder).paths.length;

import { parsePlatform, samePlatform } from '../../oci/index.ts';
import {
  any,
  type Cause,
  causesIn,
  type Field,
  hidden,
  holesOf,
  known,
  knownString,
  set,
  type Text,
  type Truth,
  unknown,
  unset,
  yes,
} from '../../value/index.ts';
import type { BuildStep } from '../build/build-step.ts';
import type { Dockerfile, DockerfileStage, StageBase } from './dockerfile.ts';

/** The stage that a build makes an image of: the one of `--target`, or the last; unset if there is no such stage. */
export function targetStage({ stages }: Dockerfile, target: Field<Text>): Field<DockerfileStage> {
  if (target.is === 'unknown') return target;
  if (target.is === 'unset') return fieldOf(stages.at(-1));
  const name = knownString(target.value);
  if (name === undefined) return hidden(...causesIn(target.value));
  return fieldOf(stages.find((stage) => stage.name === name.toLowerCase() || String(stage.index) === name));
}

const fieldOf = (stage: DockerfileStage | undefined): Field<DockerfileStage> =>
  stage === undefined ? unset : set(stage);

/** The stage and those whose layers are below its own, nearest first: what its image consists of. */
export function stageChain(stage: DockerfileStage): readonly DockerfileStage[] {
  const chain = [stage];
  for (let { from } = stage; from.is === 'stage'; { from } = from.stage) chain.push(from.stage);
  return chain;
}

/** The stage at the head of a chain, whose base and platform are those of all that start from it. */
export const rootStage = (stage: DockerfileStage): DockerfileStage => stageChain(stage).at(-1) ?? stage;

/**
 * The stages that a stage is made of, each once: itself, those it starts from, and those that it copies from or mounts.
 */
export function stagesBehind(stage: DockerfileStage): readonly DockerfileStage[] {
  const found = new Set<DockerfileStage>();
  const waiting = [stage];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    for (const base of basesOf(next)) if (base.is === 'stage') waiting.push(base.stage);
  }
  return [...found];
}

/** What a stage starts from, copies from and mounts. */
function basesOf({ from, copies, runs }: DockerfileStage): readonly StageBase[] {
  const others = [...copies, ...runs.flatMap(({ mounts }) => mounts)].map((one) => one.from);
  return [from, ...others.flatMap((base) => (base.is === 'set' ? [base.value] : []))];
}

/**
 * The stages whose instructions a build runs, in their order: those that the image needs, or all up to the target where
 * the builder skips none. Where the target is not known, those of every stage that it may be.
 */
export function madeStages(dockerfile: Dockerfile, build: BuildStep): readonly DockerfileStage[] {
  const target = targetStage(dockerfile, build.target);
  if (target.is === 'unknown') return dockerfile.stages;
  if (target.is === 'unset') return [];
  const needed = new Set(stagesBehind(target.value));
  const runsAll = build.runsUnusedStages.is === 'yes';
  return dockerfile.stages.filter((stage) => needed.has(stage) || (runsAll && stage.index < target.value.index));
}

/**
 * Whether building for a foreign platform runs programs of that platform: some stage has a `RUN` and is not pinned by
 * `FROM --platform` to the machine's own platform or to one that is written there. A Dockerfile that cannot be seen may.
 */
export function runsTargetPrograms(build: BuildStep): Truth {
  const { dockerfile, target, span } = build;
  if (dockerfile.is === 'unknown') return unknown(...dockerfile.causes);
  if (dockerfile.is === 'unset') return unknown(unseen(span));
  const stage = targetStage(dockerfile.value, target);
  const last = stage.is === 'unknown' ? dockerfile.value.stages.at(-1) : undefined;
  const made = stage.is === 'set' ? stage.value : last;
  if (made === undefined) return unknown(unseen(span));
  return any(
    stagesBehind(made)
      .filter(({ runs }) => runs.length > 0)
      .map((one) => runsOnTarget(one, build)),
  );
}

function runsOnTarget(stage: DockerfileStage, build: BuildStep): Truth {
  let origin = stage;
  while (origin.platformFlag.is === 'unset' && origin.from.is === 'stage') origin = origin.from.stage;
  const { platformFlag } = origin;
  if (platformFlag.is === 'unknown') return unknown(...platformFlag.causes);
  if (platformFlag.is === 'unset') return yes;
  const constant = knownString(platformFlag.value);
  if (constant !== undefined) return known(isOnlyPlatform(constant, build));
  return known(!holesOf(platformFlag.value).some(({ symbol }) => symbol === 'BUILDPLATFORM'));
}

/** Whether a platform that a `FROM` line fixes is the one that the build asks for. */
function isOnlyPlatform(written: string, { platforms }: BuildStep): boolean {
  const parsed = parsePlatform(written);
  return (
    parsed.is === 'platform' &&
    platforms.is === 'set' &&
    platforms.value.items.every(({ platform }) => samePlatform(platform, parsed.platform))
  );
}

const unseen = (at: BuildStep['span']): Cause => ({
  kind: 'include',
  because: 'the Dockerfile is not in the repository',
  at,
});

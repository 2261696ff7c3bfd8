import { parsePlatform, samePlatform } from '../oci/index.ts';
import {
  any,
  type Cause,
  type Field,
  holesOf,
  known,
  knownString,
  type Text,
  type Truth,
  unknown,
  yes,
} from '../value/index.ts';
import type { BuildStep } from './build-step.ts';
import type { Dockerfile, DockerfileStage } from './dockerfile.ts';

/** The stage that a build makes: the named one, or the last; `undefined` if there is no such stage. */
function targetStage({ stages }: Dockerfile, target: Field<Text>): DockerfileStage | undefined {
  if (target.is !== 'set') return stages.at(-1);
  const name = knownString(target.value);
  if (name === undefined) return stages.at(-1);
  return stages.find((stage) => stage.name === name.toLowerCase() || String(stage.index) === name);
}

/** The stages that a stage is made of: itself, those it starts from, and those it copies from, each once. */
function stagesBehind(stage: DockerfileStage): readonly DockerfileStage[] {
  const found = new Set<DockerfileStage>();
  const waiting = [stage];
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (found.has(next)) continue;
    found.add(next);
    const copied = next.copies.flatMap(({ from }) => (from.is === 'set' ? [from.value] : []));
    for (const base of [next.from, ...copied]) if (base.is === 'stage') waiting.push(base.stage);
  }
  return [...found];
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
  if (stage === undefined) return unknown(unseen(span));
  return any(
    stagesBehind(stage)
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

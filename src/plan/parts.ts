import {
  type BuildStep,
  builtPlatform,
  machinePlatform,
  nodeSelectors,
  type PlatformEvidence,
  type Project,
} from '../model/index.ts';
import { type Platform, runsNatively } from '../oci/index.ts';
import { type Field, hidden, known, set, showText, type Truth, unknown, yes } from '../value/index.ts';
import { cachesOf } from './caches.ts';
import { doubtsOf, evidenceOf, jobOf, knownOf, placeOf, platformOf, referencesOf, toolOf, verdictOf } from './plain.ts';
import type { PlannedPart, PlannedRunner } from './plan.ts';

/** One platform of a build, before it is known what joins it. */
export interface BuiltPart {
  readonly build: BuildStep;
  readonly platform: Field<Platform>;
  readonly plan: Omit<PlannedPart, 'joined'>;
}

/** The rows of a build: one for each platform that it makes, and one for those that cannot be told. */
export function partsOf(project: Project, build: BuildStep): readonly BuiltPart[] {
  const asked = build.platforms.is === 'set' ? build.platforms.value : undefined;
  if (asked === undefined || asked.items.length + asked.openTo.length < 2) {
    const built = builtPlatform(build, project.expectations);
    return [partOf(project, build, built)];
  }
  const certain = asked.items.map(({ platform, span }) => set({ platform, shown: `${build.tool} asks for it`, span }));
  return [...certain, ...(asked.openTo.length > 0 ? [hidden(...asked.openTo)] : [])].map((platform) =>
    partOf(project, build, platform),
  );
}

function partOf(project: Project, build: BuildStep, built: Field<PlatformEvidence>): BuiltPart {
  const platform = built.is === 'set' ? set(built.value.platform) : built;
  const { job, dockerfile } = build;
  const plan = {
    platform: platformOf(platform),
    ...(built.is === 'set' ? { platformBy: evidenceOf(built.value) } : {}),
    job: jobOf(job),
    builder: toolOf(build.tool, build.version),
    at: placeOf(build.span),
    runs: verdictOf(build.runs),
    dockerfile: knownOf(dockerfile, ({ file }) => file.path),
    runner: runnerOf(project, build, platform),
    references: referencesOf(build.destinations.items),
    referencesOpenTo: doubtsOf(build.destinations.openTo),
    pushed: verdictOf(build.pushed),
    pushedByDigest: verdictOf(build.pushedByDigest),
    caches: cachesOf(build),
    attested: verdictOf(build.pushesIndex.truth),
    attestedBecause: build.pushesIndex.because,
  };
  return { build, platform, plan };
}

function runnerOf({ expectations }: Project, build: BuildStep, platform: Field<Platform>): PlannedRunner {
  const { job } = build;
  const machine = machinePlatform(job, expectations);
  const selectors = nodeSelectors(job).map(({ value }) => showText(value));
  return {
    labels: [...job.runnerLabels.items.map(showText), ...selectors],
    platform: platformOf(machine.is === 'set' ? set(machine.value.platform) : machine),
    ...(machine.is === 'set' ? { platformBy: evidenceOf(machine.value) } : {}),
    isNative: verdictOf(isNative(build, platform, machine)),
  };
}

/** Whether a machine runs what is built for a platform: several machines that share a build may hold one for each. */
function isNative(build: BuildStep, platform: Field<Platform>, machine: Field<PlatformEvidence>): Truth {
  if (platform.is === 'unset' || build.isSpread.is === 'yes') return yes;
  if (platform.is === 'unknown') return unknown(...platform.causes);
  if (machine.is === 'unknown') return unknown(...machine.causes);
  if (machine.is === 'unset') {
    const because = `nothing says on which machine \`${build.job.name}\` runs`;
    return unknown({ kind: 'runner', because, at: build.job.definition.span });
  }
  const doubts = [...(machine.value.doubts ?? []), ...(build.isSpread.is === 'unknown' ? build.isSpread.causes : [])];
  const fits = runsNatively(machine.value.platform, platform.value);
  return !fits && doubts.length > 0 ? unknown(...doubts) : known(fits);
}

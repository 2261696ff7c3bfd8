import type { Project } from '../model/index.ts';
import { formatPlatform } from '../rule/index.ts';
import { type Cause, distinctCauses } from '../value/index.ts';

/** How much of what there is to check a run saw. */
export interface Coverage {
  readonly files: number;
  readonly pipelines: number;
  readonly jobs: number;
  readonly buildSteps: number;
  readonly mergeSteps: number;
  /** Multi-architecture images. */
  readonly images: number;
  readonly dockerfiles: number;
  /** Runners that a configuration in the repository describes. */
  readonly runners: number;
  /** Platforms that builds ask for or merges list, written as `linux/arm64`, sorted. */
  readonly platforms: readonly string[];
}

/** What a run over `project` looked at. */
export function coverageOf(project: Project): Coverage {
  return {
    files: project.files.length,
    pipelines: project.pipelines.length,
    jobs: new Set(project.pipelines.flatMap(({ jobs }) => jobs.items.map(({ definition }) => definition))).size,
    buildSteps: project.builds.items.length,
    mergeSteps: project.merges.items.length,
    images: project.images.length,
    dockerfiles: project.dockerfiles.length,
    runners: project.runners.items.length,
    platforms: platformsOf(project),
  };
}

/** What a run did not see, each place and reason once: parts that were not read, and where jobs and steps may be hidden. */
export const omissionsOf = ({ notAnalysed, pipelines, builds, merges }: Project): readonly Cause[] =>
  distinctCauses([
    ...notAnalysed,
    ...[...pipelines.map(({ jobs }) => jobs), builds, merges].flatMap(({ openTo }) => openTo),
  ]);

function platformsOf({ builds, merges }: Project): readonly string[] {
  const asked = builds.items.flatMap(({ platforms }) =>
    platforms.is === 'set' ? platforms.value.items.map(({ platform }) => platform) : [],
  );
  const listed = merges.items.flatMap(({ entries, template }) => [
    ...entries.items.flatMap(({ platform }) => (platform.is === 'set' ? [platform.value] : [])),
    ...(template?.platforms.items ?? []).map(({ platform }) => platform),
  ]);
  return [...new Set([...asked, ...listed].map(formatPlatform))].sort();
}

import type { Project } from '../model/index.ts';
import { formatPlatform } from '../rule/index.ts';
import { type Cause, distinctCauses } from '../value/index.ts';
import { type Coverage, isOutline, type ProjectOutline } from './project-outline.ts';

/** The outline of a project. */
export const outlineOf = (project: Project | ProjectOutline): ProjectOutline => ({
  files: project.files.map(({ path }) => ({ path })),
  notAnalysed: project.notAnalysed,
  coverage: coverageOf(project),
  omissions: omissionsOf(project),
});

/** What a run over `project` looked at. */
export function coverageOf(project: Project | ProjectOutline): Coverage {
  if (isOutline(project)) return project.coverage;
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
export function omissionsOf(project: Project | ProjectOutline): readonly Cause[] {
  if (isOutline(project)) return project.omissions;
  const { notAnalysed, pipelines, builds, merges } = project;
  return distinctCauses([
    ...notAnalysed,
    ...[...pipelines.map(({ jobs }) => jobs), builds, merges].flatMap(({ openTo }) => openTo),
  ]);
}

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

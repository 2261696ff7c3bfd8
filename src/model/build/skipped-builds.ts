import { groupBy, no, type Truth, unknown } from '../../value/index.ts';
import type { MergeStep } from '../merge/merge-step.ts';
import { linksOf } from '../merge/merged-builds.ts';
import { hangsOn } from '../merge/merged-if-pushed.ts';
import type { Project } from '../project.ts';
import type { BuildStep } from './build-step.ts';

/**
 * Whether a condition of its step or script skips a build, and its job succeeds, in runs in which a merge joins its image all the
 * same; never "yes". A merge under a condition of its own is taken for the partner of the build, and several builds of one
 * reference for alternatives of which one runs.
 */
export function isSkippedAlone(project: Project, merge: MergeStep, build: BuildStep): Truth {
  const { runs, pushed } = build;
  if (runs.is !== 'unknown' || pushed.is === 'no') return no;
  const isUnconditional = merge.runs.is === 'yes' && merge.job.conditions.by === 'default';
  if (!isUnconditional || hangsOn(merge.job, runs.causes)) return no;
  return isSoleSource(project, merge, build) ? unknown(...runs.causes) : no;
}

/** Whether there is an image of the merge that no other command builds. */
function isSoleSource(project: Project, merge: MergeStep, build: BuildStep): boolean {
  const certain = linksOf(project, merge).filter(({ same }) => same.is === 'yes');
  return [...groupBy(certain, ({ entry }) => entry).values()].some(
    (links) => links.length > 0 && links.every((link) => link.build === build),
  );
}

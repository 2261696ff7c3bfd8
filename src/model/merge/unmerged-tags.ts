import { groupBy, holesOf } from '../../value/index.ts';
import type { BuildStep } from '../build/build-step.ts';
import type { Job } from '../pipeline/job.ts';
import { forTag } from '../presence/pipeline-kinds.ts';
import type { Witness } from '../presence/pipeline-witness.ts';
import { pipelinesWith } from '../presence/presence.ts';
import type { Project } from '../project.ts';
import { mergesIn } from '../roles.ts';
import { buildsMergedBy } from './merged-builds.ts';

/** Builds of a release that nothing joins, although a merge of their images is there for other pipelines. */
export interface UnmergedTag {
  readonly mergeJob: Job;
  readonly builds: readonly BuildStep[];
  readonly witness: Witness;
}

/**
 * Pipelines for tags that hold builds which name their images after the tag, and no merge job at all. Builds of branches
 * and merge requests are often tried out and not merged, so those are not looked at; nor are jobs that someone starts.
 */
export function unmergedTags(project: Project): readonly UnmergedTag[] {
  const mergeJobs = [...new Set(project.merges.items.map(({ job }) => job))];
  const byPipeline = groupBy(mergeJobs, ({ pipeline }) => pipeline);
  return mergeJobs.flatMap((mergeJob) => {
    const merges = mergesIn(project, mergeJob);
    const builds = [...new Set(merges.flatMap((merge) => buildsMergedBy(project, merge)))].filter(isOfTag);
    const apart = builds.flatMap((build) => {
      const others = byPipeline.get(build.job.pipeline) ?? [];
      if (build.job.pipeline !== mergeJob.pipeline || others.includes(build.job)) return [];
      const found = pipelinesWith(build.job, others, forTag(build.span));
      return found.is === 'sometimes' ? [{ build, witness: found.witness }] : [];
    });
    return [...groupBy(apart, ({ witness }) => witness.shown).values()].flatMap((alike) => {
      const [first] = alike;
      return first === undefined ? [] : [{ mergeJob, builds: alike.map(({ build }) => build), witness: first.witness }];
    });
  });
}

/** Whether a build certainly pushes a reference that holds the name of the tag, and starts by itself. */
const isOfTag = ({ pushed, job, destinations }: BuildStep): boolean =>
  pushed.is === 'yes' &&
  job.when.is === 'set' &&
  job.when.value !== 'manual' &&
  destinations.items.some(({ reference }) =>
    holesOf(reference.text).some(({ symbol }) => /^CI_COMMIT_(?:TAG|REF_NAME|REF_SLUG)$/.test(symbol)),
  );

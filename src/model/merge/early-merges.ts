import { any, groupBy, no, not, type Truth, unknown } from '../../value/index.ts';
import type { BuildStep } from '../build/build-step.ts';
import type { Job } from '../pipeline/job.ts';
import { endsWithItsChild, inOnePipeline, waitsFor } from '../pipeline/order.ts';
import { canMeet } from '../presence/presence.ts';
import type { Project } from '../project.ts';
import type { MergeStep } from './merge-step.ts';
import { buildsMergedBy } from './merged-builds.ts';

/** Merges of one job that may start before builds in other jobs have pushed what they join. */
export interface EarlyMerge {
  /** Those of one job, or of one instance. */
  readonly merges: readonly MergeStep[];
  readonly mergeJob: Job;
  /** Whether the merges wait for all of `missed`: "no" or "unknown". */
  readonly waits: Truth;
  /** What lets them start: needs, the order of stages, or a trigger that does not wait for its child pipeline. */
  readonly because: 'needs' | 'stage' | 'trigger';
  /** The job whose `needs`, `stage` or `trigger` that is: the merge job, or one that starts a pipeline. */
  readonly job: Job;
  /** The builds: those that are certainly not awaited or, where none is certain, those that may not be. */
  readonly missed: readonly MissedBuild[];
}

/** A build for which a merge does not wait. */
export interface MissedBuild {
  readonly build: BuildStep;
  /** The job to wait for: that of the build, or the one that starts its pipeline. */
  readonly awaited: Job;
}

/** Every early merge of a project, job by job. Merges and builds of unrelated pipelines are left out, and those that exclude each other. */
export const earlyMerges = (project: Project): readonly EarlyMerge[] =>
  [...groupBy(project.merges.items, ({ job }) => job)].flatMap(([mergeJob, merges]) => {
    const builds = new Set(merges.flatMap((merge) => buildsMergedBy(project, merge)));
    const missed = [...builds].flatMap((build) => missedBy(mergeJob, build));
    return [...groupBy(missed, ({ job }) => job)].map(([job, reasons]) => {
      return { merges, mergeJob, job, ...summary(job, reasons) };
    });
  });

/** Why a merge does not wait for one build. */
interface Reason extends MissedBuild {
  readonly waits: Truth;
  readonly job: Job;
  readonly isTrigger: boolean;
}

function missedBy(mergeJob: Job, build: BuildStep): readonly Reason[] {
  const pair = build.job === mergeJob ? undefined : inOnePipeline(build.job, mergeJob);
  if (pair === undefined) return [];
  const { earlier: awaited, later, starters } = pair;
  const waits = waitsWhereBothAre(later, awaited);
  if (waits.is !== 'yes') return [{ build, awaited, waits, job: later, isTrigger: false }];
  return starters
    .map((job) => ({ build, awaited, waits: endsWithItsChild(job), job, isTrigger: true }))
    .filter((reason) => reason.waits.is !== 'yes')
    .slice(0, 1);
}

/** Of jobs that no pipeline holds together, neither waits for the other, and need not. */
function waitsWhereBothAre(later: Job, awaited: Job): Truth {
  const waits = waitsFor(later, awaited);
  if (waits.is === 'yes') return waits;
  const areApart = not(canMeet(later, awaited));
  return waits.is === 'unknown' && areApart.is === 'unknown' ? waits : any([waits, areApart]);
}

function summary(job: Job, reasons: readonly Reason[]): Pick<EarlyMerge, 'waits' | 'because' | 'missed'> {
  const certain = reasons.filter(({ waits }) => waits.is === 'no');
  const causes = reasons.flatMap(({ waits }) => (waits.is === 'unknown' ? waits.causes : []));
  const ordered = job.needs.by === 'stage' ? 'stage' : 'needs';
  return {
    waits: certain.length > 0 ? no : unknown(...causes),
    because: reasons.some(({ isTrigger }) => isTrigger) ? 'trigger' : ordered,
    missed: certain.length > 0 ? certain : reasons,
  };
}

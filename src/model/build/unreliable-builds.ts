import { samePlatform } from '../../oci/index.ts';
import { any, groupBy, no, type Truth, yes } from '../../value/index.ts';
import type { MergeStep } from '../merge/merge-step.ts';
import { buildsMergedBy } from '../merge/merged-builds.ts';
import type { Job } from '../pipeline/job.ts';
import { inOnePipeline } from '../pipeline/order.ts';
import type { Project } from '../project.ts';
import { builtPlatforms } from './build-platform.ts';
import type { BuildStep } from './build-step.ts';
import { isSkippedAlone } from './skipped-builds.ts';

/** Builds of one job that may be missing when a merge of their images runs, in a pipeline that goes on all the same. */
export interface UnreliableBuilds {
  readonly mergeJob: Job;
  readonly merge: MergeStep;
  readonly builds: readonly BuildStep[];
  readonly why: Unreliability;
  /** Whether it is so; never "no". */
  readonly truth: Truth;
}

/** Why a build may be missing. */
export type Unreliability =
  /** Somebody has to start it, and the merge does not wait for that. */
  | 'started-by-hand'
  /** Somebody has to start it, and the merge is skipped until then. */
  | 'awaited-by-hand'
  /** The pipeline forgives its failure. */
  | 'allowed-to-fail'
  /** Its script forgives the failure of the command. */
  | 'failure-ignored'
  /** A condition in its job skips it, and the job succeeds. */
  | 'skipped-alone';

/** All of a project. Builds of platforms that the policy calls optional, and merges that are started by hand, are left out. */
export const unreliableBuilds = (project: Project): readonly UnreliableBuilds[] =>
  project.merges.items.flatMap((merge) => {
    const builds = buildsMergedBy(project, merge).filter(
      (build) => build.job !== merge.job && isAboveOrBelow(build.job, merge.job) && !isOptional(project, build),
    );
    return [...groupBy(builds, ({ job }) => job.definition).values()].flatMap((instances) => [
      ...[...groupBy(instances, timingOf).values()].flatMap((alike) => reasonsOf(merge, alike)),
      ...skippedAlone(project, merge, instances),
    ]);
  });

/** What tells apart instances of a job for which its reliability is not the same: a cell of a matrix may forgive alone. */
const timingOf = ({ job: { when, allowFailure } }: BuildStep): string =>
  `${when.is === 'set' ? when.value : when.is} ${allowFailure.is}`;

/**
 * Whether a job is in the pipeline of a merge, or one of the two in a child pipeline of the other's: its own result forgives what
 * the job's does.
 */
function isAboveOrBelow(job: Job, mergeJob: Job): boolean {
  const pair = inOnePipeline(job, mergeJob);
  return pair !== undefined && (pair.later === mergeJob || pair.earlier === job);
}

const isOptional = ({ expectations }: Project, build: BuildStep): boolean =>
  builtPlatforms(build, expectations).some((platform) =>
    expectations.optionalPlatforms.some((optional) => samePlatform(optional, platform)),
  );

/** The builds are of instances of one job that differ in neither timing nor script. */
function reasonsOf(merge: MergeStep, builds: readonly BuildStep[]): readonly UnreliableBuilds[] {
  const [build] = builds;
  if (build === undefined) return [];
  const waiting = inOnePipeline(build.job, merge.job)?.later ?? merge.job;
  const reasons: readonly (readonly [Unreliability, Truth])[] = [
    [isAwaited(build.job, waiting) ? 'awaited-by-hand' : 'started-by-hand', isSkipped(build.job, [merge.job, waiting])],
    ['allowed-to-fail', isByHand(build.job) ? no : build.job.allowFailure],
    ['failure-ignored', isIgnored(build)],
  ];
  return reasons.flatMap(([why, truth]) =>
    truth.is === 'no' ? [] : [{ mergeJob: merge.job, merge, builds, why, truth }],
  );
}

function skippedAlone(project: Project, merge: MergeStep, builds: readonly BuildStep[]): readonly UnreliableBuilds[] {
  const skipped = builds.filter((build) => isSkippedAlone(project, merge, build).is !== 'no');
  if (skipped.length === 0) return [];
  const truth = any(skipped.map((build) => isSkippedAlone(project, merge, build)));
  return [{ mergeJob: merge.job, merge, builds: skipped, why: 'skipped-alone', truth }];
}

/** A job with needs is skipped with the manual job that it needs; a child pipeline ends without its manual jobs. */
const isAwaited = (job: Job, later: Job): boolean => later.needs.by === 'list' && job.pipeline === later.pipeline;

/** A manual job that may fail does not stop its pipeline; one that may not is waited for. */
const isSkipped = (job: Job, later: readonly Job[]): Truth =>
  isByHand(job) && !later.some(isByHand) ? job.allowFailure : no;

const isByHand = ({ when }: Job): boolean => when.is === 'set' && when.value === 'manual';

/** Whether the command that builds and pushes may fail without its job failing. */
function isIgnored({ command, destinations, localTags }: BuildStep): Truth {
  if (!command.failureIsIgnored) return no;
  // What a step of GitHub pushes may be named by another one, such as that which makes the tags.
  if (command.action !== undefined) return localTags.items.length === 0 ? yes : no;
  const { file, start, end } = command.span;
  return destinations.items.every(({ span }) => span.file === file && span.start >= start && span.end <= end)
    ? yes
    : no;
}

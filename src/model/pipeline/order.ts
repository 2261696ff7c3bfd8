import { all, any, type Cause, hasMore, known, no, onceFor, type Truth, unknown, yes } from '../../value/index.ts';
import { pipelinesWith } from '../presence/presence.ts';
import type { Job, Named, Need } from './job.ts';
import type { Pipeline } from './pipeline.ts';

/**
 * Whether `earlier` has always finished before `later` starts, where both are run.
 *
 * Without `needs` a job waits for all earlier stages; with it, for the listed jobs only, and so, through them, for
 * whatever they wait for. An optional need counts: it waits where its job is there. A child pipeline begins with the
 * job that starts it, and is over for other jobs only if that job waits for it. Jobs of unrelated pipelines are not
 * ordered. A manual job that nobody has started is skipped over, which is a question of its own and not one of order.
 *
 * Source: docs.gitlab.com/ci/yaml/#needs, docs.gitlab.com/ci/yaml/#triggerstrategy; GitLab `atomic_processing_service.rb`.
 */
export function finishesBefore(earlier: Job, later: Job): Truth {
  const pair = inOnePipeline(earlier, later);
  if (pair === undefined) return no;
  return all([...pair.starters.map(endsWithItsChild), waitsFor(pair.later, pair.earlier)]);
}

/** Two jobs as one pipeline sees them. */
export interface JobPair {
  /** The earlier job, or the job by whose child pipeline it is run. */
  readonly earlier: Job;
  readonly later: Job;
  /** The jobs that start the child pipelines in which the earlier job runs, innermost first. */
  readonly starters: readonly Job[];
}

/** The jobs, or what starts them, in the innermost pipeline that both belong to; `undefined` if there is none. */
export function inOnePipeline(earlier: Job, later: Job): JobPair | undefined {
  const starters: Job[] = [];
  for (let job: Job | undefined = earlier; job !== undefined; job = job.pipeline.startedBy) {
    if (job !== earlier) starters.push(job);
    const waiting = inPipeline(job.pipeline, later);
    if (waiting !== undefined) return { earlier: job, later: waiting, starters };
  }
  return undefined;
}

/** The job by which `job` belongs to a pipeline: itself, or the one that starts its own pipeline, however deep. */
function inPipeline(pipeline: Pipeline, job: Job): Job | undefined {
  for (let at: Job | undefined = job; at !== undefined; at = at.pipeline.startedBy) {
    if (at.pipeline === pipeline) return at;
  }
  return undefined;
}

/** Whether a job that starts a child pipeline ends only when that pipeline has ended. */
export const endsWithItsChild = ({ trigger }: Job): Truth => (trigger.is === 'set' ? trigger.value.waits : no);

/**
 * Whether a job waits for another one of its pipeline, directly or through the jobs that it needs. An optional need in
 * between counts for certain only if its job is in every pipeline that holds the two.
 */
export function waitsFor(job: Job, awaited: Job): Truth {
  if (job === awaited) return no;
  const truths: Truth[] = [];
  const doubtful: Need[] = [];
  // A set that is walked hands out what is added on the way, and each job once, so that circles end.
  const needed = new Set([job]);
  for (const one of needed) {
    for (const need of namedNeeds(one)) {
      if (need.jobs.includes(awaited)) return yes;
      const certain = need.isOptional ? need.jobs.filter((next) => isThereWith(next, job, awaited)) : need.jobs;
      for (const next of certain) needed.add(next);
      if (certain.length < need.jobs.length) doubtful.push(need);
    }
    truths.push(waitsUnnamed(one, awaited));
  }
  return any([...truths, ...doubtful.filter((need) => leadsTo(need, awaited, needed)).map(mayBeAbsent)]);
}

const namedNeeds = ({ needs }: Job): readonly Need[] => (needs.by === 'list' ? needs.needs.items : []);

/** Whether a job is in every pipeline that holds two others. */
const isThereWith = (job: Job, one: Job, other: Job): boolean =>
  pipelinesWith(one, [job], other.presence).is === 'never';

/** Whether the jobs of a need, or those that they need in turn, wait for a job; `seen` do not for certain. */
function leadsTo({ jobs }: Need, awaited: Job, seen: ReadonlySet<Job>): boolean {
  const reached = new Set(jobs.filter((job) => !seen.has(job)));
  for (const one of reached) {
    if (waitsUnnamed(one, awaited).is !== 'no') return true;
    for (const need of namedNeeds(one)) for (const next of need.jobs) reached.add(next);
    if (reached.has(awaited)) return true;
  }
  return false;
}

const mayBeAbsent = ({ name, span }: Need): Truth =>
  unknown({ kind: 'rules', because: `the optional need \`${name}\` may not be in the pipeline`, at: span });

/** Whether a job waits for another one without a need that names it. */
function waitsUnnamed(job: Job, awaited: Job): Truth {
  const { needs } = job;
  switch (needs.by) {
    case 'stage':
      return isEarlierStage(awaited, job);
    case 'unknown':
      return unknown(...needs.causes);
    case 'list':
      return hasMore(needs.needs);
  }
}

/** Whether the stage of one job comes before that of another; jobs that start pipelines have stages, too. */
export function isEarlierStage(earlier: Job, later: Job): Truth {
  if (earlier.stage.is === 'unknown') return unknown(...earlier.stage.causes);
  if (later.stage.is === 'unknown') return unknown(...later.stage.causes);
  if (earlier.stage.is === 'unset' || later.stage.is === 'unset') return no;
  const { pipeline } = later;
  const undeclared = [earlier.stage.value, later.stage.value].filter((stage) => stageIndex(pipeline, stage) === -1);
  const { openTo } = pipeline.stages;
  if (undeclared.length > 0) return unknown(...(openTo.length > 0 ? openTo : undeclared.map(isUndeclared)));
  return known(stageIndex(pipeline, earlier.stage.value) < stageIndex(pipeline, later.stage.value));
}

const isUndeclared = ({ name, span }: Named): Cause => ({
  kind: 'syntax',
  because: `the stage \`${name}\` is not declared`,
  at: span,
});

/** 0-based place of a stage in its pipeline; -1 if the pipeline does not declare it. */
export const stageIndex = ({ stages }: Pipeline, stage: Named): number => stagePlaces(stages).get(stage.name) ?? -1;

const stagePlaces = onceFor(
  ({ items }: Pipeline['stages']): ReadonlyMap<string, number> =>
    // Of equal names the first counts, so the last one in turn.
    new Map(items.map(({ name }, index) => [name, index] as const).toReversed()),
);

import { all, known, no, someItem, type Truth, unknown, yes } from '../value/index.ts';
import type { Job, Named } from './job.ts';
import type { Pipeline } from './pipeline.ts';

/**
 * Whether `earlier` has always finished before `later` starts, in pipelines that hold both.
 *
 * Without `needs` a job waits for all earlier stages; with it, for the listed jobs only, and so, through them,
 * for whatever they wait for. A cycle orders nothing. An optional need counts: it waits where its job is there.
 * A manual job that nobody has started is skipped over, which is a question of its own and not one of order.
 *
 * Source: docs.gitlab.com/ci/yaml/#needs; GitLab `atomic_processing_service.rb`.
 */
export function finishesBefore(earlier: Job, later: Job, seen: ReadonlySet<Job> = new Set()): Truth {
  if (earlier.pipeline !== later.pipeline) return finishesBeforeAcross(earlier, later);
  if (earlier === later || seen.has(later)) return no;
  const { needs } = later;
  switch (needs.by) {
    case 'unknown':
      return unknown(...needs.causes);
    case 'stage':
      return isEarlierStage(earlier, later);
    case 'list':
      return needsReach(earlier, later, seen);
  }
}

function needsReach(earlier: Job, later: Job, seen: ReadonlySet<Job>): Truth {
  if (later.needs.by !== 'list') return no;
  const path = new Set([...seen, later]);
  const { items, openTo } = later.needs.needs;
  const needed = { items: [...new Set(items.flatMap(({ jobs }) => jobs))], openTo };
  if (needed.items.includes(earlier)) return yes;
  return someItem(needed, (job) => finishesBefore(earlier, job, path));
}

/** A child pipeline is over before a job of its parent only if the job that starts it waits for it. */
function finishesBeforeAcross(earlier: Job, later: Job): Truth {
  const { startedBy } = earlier.pipeline;
  if (startedBy !== undefined && startedBy !== later) {
    const waits = startedBy.trigger.is === 'set' ? startedBy.trigger.value.waits : no;
    return all([waits, finishesBefore(startedBy, later)]);
  }
  const starter = later.pipeline.startedBy;
  return starter === undefined ? no : finishesBefore(earlier, starter);
}

function isEarlierStage(earlier: Job, later: Job): Truth {
  if (earlier.stage.is === 'unknown') return unknown(...earlier.stage.causes);
  if (later.stage.is === 'unknown') return unknown(...later.stage.causes);
  if (earlier.stage.is === 'unset' || later.stage.is === 'unset') return no;
  const before = stageIndex(earlier.pipeline, earlier.stage.value);
  const after = stageIndex(later.pipeline, later.stage.value);
  if (before === -1 || after === -1) return unknown(...later.pipeline.stages.openTo);
  return known(before < after);
}

/** 0-based place of a stage in its pipeline; -1 if the pipeline does not declare it. */
export const stageIndex = (pipeline: Pipeline, stage: Named): number =>
  pipeline.stages.items.findIndex(({ name }) => name === stage.name);

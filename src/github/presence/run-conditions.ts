import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { onceFor } from '../../value/index.ts';
import type { EventFacts } from '../events/event-facts.ts';
import { type JobEvents, jobEvents } from '../events/job-events.ts';
import type { Contexts } from '../expression/github-value.ts';
import { type JobPresence, presenceOf } from './job-presence.ts';

/** A job of a workflow, as far as it tells when it runs. */
export interface ConditionedJob {
  readonly id: string;
  /** Its `if`, with or without `${{ }}`. */
  readonly condition?: EmbeddedText;
  /** The ids under its `needs`. */
  readonly needs: readonly string[];
  readonly at: Span;
  /** What names in its `if` stand for under an event. */
  readonly contextsOf: (facts: EventFacts) => Contexts;
}

/** Under which events a job runs, and when. */
export interface RunConditions {
  readonly events: JobEvents;
  readonly presence: JobPresence;
}

/**
 * When each job of a workflow runs, by its id in lower case. `starts` are the events that start the workflow, one by one, at least
 * one; those of a called workflow are `read` of the job that calls it. Needs that no job has, and those that close a circle, for
 * which GitHub refuses the workflow, count for nothing.
 */
export function runConditions(
  jobs: readonly ConditionedJob[],
  starts: readonly EventFacts[],
): ReadonlyMap<string, RunConditions> {
  const known = new Map<string, RunConditions>();
  for (const job of inOrder(jobs)) {
    const needs = job.needs.flatMap((id) => known.get(id.toLowerCase()) ?? []);
    const contextsOf = onceFor(job.contextsOf);
    const events = jobEvents({ ...job, contextsOf, starts, needs: needs.map((need) => need.events) });
    const presence = presenceOf({ ...job, contextsOf, events, needs: needs.map((need) => need.presence) });
    known.set(job.id.toLowerCase(), { events, presence });
  }
  return known;
}

/** The jobs, each behind those that it needs; those that wait for themselves come last. */
function inOrder(jobs: readonly ConditionedJob[]): readonly ConditionedJob[] {
  const byId = new Map(jobs.map((job) => [job.id.toLowerCase(), job]));
  const needed = new Map(
    jobs.map((job) => [job, new Set(job.needs.flatMap((id) => byId.get(id.toLowerCase()) ?? []))]),
  );
  const waiters = new Map<ConditionedJob, ConditionedJob[]>();
  for (const [job, needs] of needed) for (const need of needs) addTo(waiters, need, job);
  const ordered = new Set(jobs.filter((job) => needed.get(job)?.size === 0));
  // A set that is walked hands out what is added on the way.
  for (const job of ordered) {
    for (const waiter of waiters.get(job) ?? []) {
      const open = needed.get(waiter);
      open?.delete(job);
      if (open?.size === 0) ordered.add(waiter);
    }
  }
  return [...new Set([...ordered, ...jobs])];
}

function addTo(waiters: Map<ConditionedJob, ConditionedJob[]>, need: ConditionedJob, job: ConditionedJob): void {
  const known = waiters.get(need);
  if (known === undefined) waiters.set(need, [job]);
  else known.push(job);
}

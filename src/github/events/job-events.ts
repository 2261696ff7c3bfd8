import type { EmbeddedText } from '../../source/embedded-text.ts';
import { onceFor } from '../../value/index.ts';
import { conditionOf } from '../expression/condition.ts';
import type { Contexts } from '../expression/github-value.ts';
import { asksForStatus } from '../presence/written-condition.ts';
import { type EventFacts, eitherOf } from './event-facts.ts';

/** The events under which a job is looked at. */
export interface JobEvents {
  /** Those that start the workflow, each by itself. */
  readonly all: readonly EventFacts[];
  /** Those under which the job can run, for all that is known. */
  readonly possible: readonly EventFacts[];
  /** Of those the ones under which the jobs that it needs, and those that they need, can run, too. */
  readonly chain: readonly EventFacts[];
  /** Of the possible ones those that publish, if there are any: the runs that are read. Empty for a job that never runs. */
  readonly read: readonly EventFacts[];
  /** What is known of all of these together. Of a job that never runs: of the events that start the workflow. */
  readonly facts: EventFacts;
}

export interface JobEventsInput {
  /** The events that start the workflow, one by one; those of a called workflow are `read` of the job that calls it. */
  readonly starts: readonly EventFacts[];
  /** The job's `if`, with or without `${{ }}`. */
  readonly condition?: EmbeddedText;
  /** What names in the `if` stand for under an event. */
  readonly contextsOf: (facts: EventFacts) => Contexts;
  /** Those of the jobs that it needs. */
  readonly needs: readonly JobEvents[];
}

/**
 * The events under which a job can run: those under which its `if` is not certainly false, nor that of a job without which it is
 * skipped. Pull requests and merge queues are left out if there is another event, since their runs are not the ones that publish.
 */
export function jobEvents({ starts, condition, contextsOf, needs }: JobEventsInput): JobEvents {
  const unconditioned = ofUnconditioned(starts);
  if (condition === undefined && needs.every(({ chain }) => chain === unconditioned.chain)) return unconditioned;
  const own = starts.filter((facts) => conditionOf(condition, contextsOf(facts)).is !== 'no');
  const chain = own.filter((facts) => needs.every((need) => need.chain.includes(facts)));
  const possible = asksForStatus(condition) ? own : chain;
  const read = publishing(possible);
  return { all: starts, possible, chain, read, facts: eitherOf(read.length > 0 ? read : publishing(starts)) };
}

/** The events of every job that runs under all events of its workflow: most jobs do, and share them. */
const ofUnconditioned = onceFor((starts: readonly EventFacts[]): JobEvents => {
  const read = publishing(starts);
  return { all: starts, possible: starts, chain: starts, read, facts: eitherOf(read) };
});

/** The events that publish; all of them where none does. */
function publishing(events: readonly EventFacts[]): readonly EventFacts[] {
  const publish = events.filter((facts) => !isForReview(facts));
  return publish.length > 0 ? publish : events;
}

const isForReview = ({ eventNames }: EventFacts): boolean =>
  eventNames.length > 0 && eventNames.every((name) => reviews.has(name));

const reviews: ReadonlySet<string> = new Set(['pull_request', 'pull_request_target', 'merge_group']);

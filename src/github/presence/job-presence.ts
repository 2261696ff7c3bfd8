import { allOf, anyOf, type Formula, never } from '../../model/formula.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { groupBy, known, type Truth } from '../../value/index.ts';
import type { EventFacts } from '../events/event-facts.ts';
import type { JobEvents } from '../events/job-events.ts';
import type { Contexts } from '../expression/github-value.ts';
import { conditionFormula } from './condition-formula.ts';
import { asksForStatus } from './written-condition.ts';

/** When a job is in a run. */
export interface JobPresence {
  readonly formula: Formula;
  /** The same, and that all jobs that it needs are, and those that they need: what skips a job skips all that wait for it. */
  readonly chain: Formula;
  /** "no" if it is certainly in none. */
  readonly canRun: Truth;
}

export interface PresenceInput {
  /** The job's `if`, with or without `${{ }}`. */
  readonly condition?: EmbeddedText;
  readonly events: JobEvents;
  /** What names in the `if` stand for under an event. */
  readonly contextsOf: (facts: EventFacts) => Contexts;
  /** Those of the jobs that it needs. */
  readonly needs: readonly JobPresence[];
  /** The place of the job. */
  readonly at: Span;
}

/**
 * When a job is in a run of its workflow, among the runs that are read: its `if` holds, and no job that it waits for, directly or
 * not, is skipped. A job whose `if` asks for the status of others runs without them.
 * Source: docs.github.com/actions/reference/workflow-syntax (jobs.<job_id>.needs).
 */
export function presenceOf(input: PresenceInput): JobPresence {
  const own = ownFormula(input);
  const chains = allOf(...input.needs.map(({ chain }) => chain));
  const formula = asksForStatus(input.condition) ? own : allOf(own, chains);
  return { formula, chain: allOf(own, chains), canRun: known(formula.is !== 'constant' || formula.value) };
}

/** The presence of one job of a matrix of which it may not be certain that it exists. */
export function presenceOfCell(formula: Formula, exists: Truth, key: string): Formula {
  if (exists.is === 'yes') return formula;
  return exists.is === 'no' ? never : allOf(formula, { is: 'open', key, causes: exists.causes });
}

/** Under each of its events the job's condition is another formula; equal ones are put together. */
function ownFormula({ condition, events, contextsOf, at }: PresenceInput): Formula {
  const cases = events.read.map((facts) => ({ facts, formula: conditionFormula(condition, contextsOf(facts)) }));
  const groups = [...groupBy(cases, ({ formula }) => formulaKey(formula)).values()];
  const isAny = events.all.some(({ eventNames }) => eventNames.length !== 1);
  const isSame = groups.length === 1 && events.read.length === events.all.length;
  return anyOf(
    ...groups.map((group) => {
      const formula = group[0]?.formula ?? never;
      return isAny || isSame
        ? formula
        : allOf(
            startedBy(
              group.map(({ facts }) => facts),
              events,
              at,
            ),
            formula,
          );
    }),
  );
}

/** That one of some events starts the run. */
const startedBy = (some: readonly EventFacts[], { all }: JobEvents, at: Span): Formula => {
  const among = all.flatMap(({ eventNames }) => eventNames);
  return anyOf(
    ...some.flatMap(({ eventNames }) =>
      eventNames.map((text): Formula => {
        return { is: 'claim', claim: { variable: 'github.event_name', that: { test: 'equals', text }, among, at } };
      }),
    ),
  );
};

const formulaKey = (formula: Formula): string =>
  JSON.stringify(formula, (key, value: unknown) => (key === 'at' || key === 'causes' ? undefined : value));

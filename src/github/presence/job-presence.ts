import { allOf, always, anyOf, type Formula, never } from '../../model/presence/formula.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import { groupBy, known, onceFor, type Truth } from '../../value/index.ts';
import type { EventFacts } from '../events/event-facts.ts';
import type { JobEvents } from '../events/job-events.ts';
import type { Contexts } from '../expression/github-value.ts';
import { conditionFormula } from './condition-formula.ts';
import { asksForStatus } from './written-condition.ts';

/** When a job is in a run. */
export interface JobPresence {
  readonly formula: Formula;
  /** What has to hold for it and for all jobs that it needs, and those that they need, by key: what skips a job skips all that wait for it. */
  readonly chain: Conditions;
  /** "no" if it is certainly in none. */
  readonly canRun: Truth;
}

/** Formulas that all have to hold, by what they say. */
type Conditions = ReadonlyMap<string, Formula>;

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
  const chain = bounded(conditionsIn(own, input.needs), input.at);
  const formula = asksForStatus(input.condition) ? own : allOf(...chain.values());
  return { formula, chain, canRun: known(formula.is !== 'constant' || formula.value) };
}

/** The conditions of a job and of those that it needs, each once and in an order that does not depend on how they are written. */
function conditionsIn(own: Formula, needs: readonly JobPresence[]): Conditions {
  const parts = own.is === 'all' ? own.of : [own];
  const all = new Map([
    ...needs.flatMap(({ chain }) => [...chain]),
    ...parts.map((part) => [formulaKey(part), part] as const),
  ]);
  return new Map([...all].sort(([one], [other]) => (one < other ? -1 : 1)));
}

/** More conditions are too many to be tried. */
const mostConditions = 50;

/** The conditions, or, of very many, one of which nothing is known. */
function bounded(chain: Conditions, at: Span): Conditions {
  if (chain.size <= mostConditions) return chain;
  const key = `what is needed at ${String(at.start)}`;
  const because = 'the conditions of the jobs are too many to be tried';
  const formula: Formula = { is: 'open', key, causes: [{ kind: 'rules', because, at }] };
  return new Map([[key, formula]]);
}

/** The presence of one job of a matrix of which it may not be certain that it exists. */
export function presenceOfCell(formula: Formula, exists: Truth, key: string): Formula {
  if (exists.is === 'yes') return formula;
  return exists.is === 'no' ? never : allOf(formula, { is: 'open', key, causes: exists.causes });
}

/** Under each of its events the job's condition is another formula; equal ones are put together. */
function ownFormula({ condition, events, contextsOf, at }: PresenceInput): Formula {
  const formulaOf = (facts: EventFacts): Formula =>
    condition === undefined ? always : conditionFormula(condition, contextsOf(facts));
  const cases = events.read.map((facts) => ({ facts, formula: formulaOf(facts) }));
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

/** Kept for each formula: the jobs behind a job ask for the keys of its own again. */
const formulaKey = onceFor((formula: Formula): string =>
  JSON.stringify(formula, (key, value: unknown) => (key === 'at' || key === 'causes' ? undefined : value)),
);

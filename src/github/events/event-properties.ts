import type { Span } from '../../source/source-file.ts';
import { type Hole, literal, type Text } from '../../value/index.ts';
import { runHole, textHole } from '../contexts/run-hole.ts';
import type { GithubObject, GithubValue } from '../expression/github-value.ts';
import { type EventFacts, hasHeadRef, refTypeOf } from './event-facts.ts';

/** The run that the event starts. */
export interface EventRun {
  /** Path of the workflow that the event starts: that of the caller for a called one. */
  readonly run: string;
  /** Where `on` is written. */
  readonly at: Span;
}

/**
 * The properties of `github` that the event fixes, by name in lower case: those that are known, or known in part. What is missing
 * is not known at all.
 */
export function eventProperties(facts: EventFacts, run: EventRun): ReadonlyMap<string, GithubValue> {
  const { eventNames, refNames, refBeginning } = facts;
  const properties = new Map<string, GithubValue>([['event', { is: 'object', object: eventOf(facts, run) }]]);
  const set = (name: string, value: GithubValue | undefined): void => {
    if (value !== undefined) properties.set(name, value);
  };
  set('event_name', oneOf(eventNames, 'event_name', run));
  set('ref_name', oneOf(refNames, 'ref_name', run));
  const type = refTypeOf(facts);
  set('ref_type', type === undefined ? undefined : string(type, run));
  if (refBeginning !== undefined) set('ref', refOf(facts, refBeginning, run));
  if (hasHeadRef(facts) === false) for (const name of ['head_ref', 'base_ref']) set(name, string('', run));
  return properties;
}

const string = (value: string, { at }: EventRun): GithubValue => ({ is: 'text', text: literal(value, at) });

/** The value that is one of some strings; `undefined` of none. */
function oneOf(strings: readonly string[], property: string, run: EventRun): GithubValue | undefined {
  const [first] = strings;
  if (first === undefined) return undefined;
  if (strings.length === 1) return string(first, run);
  return textHole({ ...holeOf(property, run), among: strings });
}

function refOf({ refNames }: EventFacts, beginning: string, run: EventRun): GithubValue {
  const refs = oneOf(
    refNames.map((name) => `${beginning}${name}`),
    'ref',
    run,
  );
  const text: Text = { parts: [beginning, holeOf('ref_name', run)], span: run.at };
  return refs ?? { is: 'text', text };
}

/** A property that is fixed by the event: the same hole in all jobs of the run, also as `$GITHUB_REF_NAME`. */
function holeOf(property: string, { run, at }: EventRun): Hole {
  const shown = `\${{ github.${property} }}`;
  return runHole(`GITHUB_${property.toUpperCase()}@${run}`, shown, 'depends on the event that starts the run', at);
}

function eventOf({ actions, absent }: EventFacts, run: EventRun): GithubObject {
  const entries = new Map<string, GithubValue>([...absent].map((name) => [name, { is: 'null' }]));
  const action = oneOf(actions, 'event.action', run);
  if (action !== undefined) entries.set('action', action);
  return { entries, rest: (name, at) => payloadPart(name, at, run) };
}

/** A part of the payload, which may be of any type. */
function payloadPart(name: string, at: Span, { run }: EventRun): GithubValue {
  const shown = `\${{ github.event.${name} }}`;
  const symbol = `github.event.${name.toLowerCase()}@${run}`;
  return { is: 'hidden', hole: runHole(symbol, shown, 'depends on the event that starts the run', at) };
}

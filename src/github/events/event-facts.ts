/**
 * What is known of the event of a run before it happens: of one event, or of all those that can start the runs in question.
 * Of a called workflow, they are those of its caller.
 */
export interface EventFacts {
  /** All that `github.event_name` can be; exactly one: it is known; none: it cannot be told. */
  readonly eventNames: readonly string[];
  /** How `github.ref` begins. With it `github.ref` is this beginning and `github.ref_name`, be that hidden; absent: it may begin otherwise too. */
  readonly refBeginning?: RefBeginning;
  /** All that `github.ref_name` can be; exactly one: it is known; none: it cannot be told. */
  readonly refNames: readonly string[];
  /** All that `github.event.action` can be; none: it cannot be told, or the event has none (then it is in `absent`). */
  readonly actions: readonly string[];
  /** Names directly below `github.event` that are certainly null, in lower case: `pull_request` for a push. */
  readonly absent: ReadonlySet<string>;
}

/** The folder of git that a ref lies in. */
export type RefBeginning = 'refs/heads/' | 'refs/tags/' | 'refs/pull/';

/** Nothing is known: any event of any ref. */
export const anyEvent: EventFacts = { eventNames: [], refNames: [], actions: [], absent: new Set() };

/** `github.ref_type`; `undefined`: it cannot be told. GitHub counts the merge refs of pull requests as branches. */
export function refTypeOf({ refBeginning }: EventFacts): 'branch' | 'tag' | undefined {
  if (refBeginning === undefined) return undefined;
  return refBeginning === 'refs/tags/' ? 'tag' : 'branch';
}

/** Whether `github.head_ref` and `github.base_ref` are set; `undefined`: it cannot be told. They are empty for other events. */
export function hasHeadRef({ eventNames }: EventFacts): boolean | undefined {
  const isOfPullRequest = eventNames.map((name) => name === 'pull_request' || name === 'pull_request_target');
  const [first] = isOfPullRequest;
  return isOfPullRequest.every((one) => one === first) ? first : undefined;
}

/** What is known where each of several events may be the one; of none of them: nothing. */
export function eitherOf(facts: readonly EventFacts[]): EventFacts {
  const [first, ...others] = facts;
  if (first === undefined) return anyEvent;
  return others.reduce(joined, first);
}

function joined(one: EventFacts, other: EventFacts): EventFacts {
  const { refBeginning } = one;
  return {
    eventNames: union(one.eventNames, other.eventNames),
    ...(refBeginning !== undefined && refBeginning === other.refBeginning ? { refBeginning } : {}),
    refNames: union(one.refNames, other.refNames),
    actions: union(one.actions, other.actions),
    absent: new Set([...one.absent].filter((name) => other.absent.has(name))),
  };
}

/** What either list allows; one that allows all makes it all. */
const union = (one: readonly string[], other: readonly string[]): readonly string[] =>
  one.length === 0 || other.length === 0 ? [] : [...new Set([...one, ...other])];

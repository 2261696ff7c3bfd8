import { anyEvent, type EventFacts, type RefBeginning } from './event-facts.ts';
import { absentFrom, refBeginningOf, usualTypes } from './event-table.ts';
import type { EventFilter, WorkflowEvent } from './workflow-events.ts';

/** What is known of the runs that one event of `on` starts. Of `workflow_call` nothing is: the event is that of the caller. */
export function factsOfEvent(event: WorkflowEvent): EventFacts {
  const { name } = event;
  if (name === 'workflow_call') return anyEvent;
  return {
    eventNames: [name],
    ...refOf(event),
    actions: literalNames(event, 'types') ?? usualTypes.get(name) ?? [],
    absent: absentFrom(name),
  };
}

/** The branch or tag; that of a push as far as its filters fix it. */
function refOf(event: WorkflowEvent): Pick<EventFacts, 'refBeginning' | 'refNames'> {
  if (event.name === 'push') return pushedRef(event);
  const refBeginning = refBeginningOf(event.name);
  return { ...(refBeginning === undefined ? {} : { refBeginning }), refNames: [] };
}

/** A push for which only branches, or only tags, are filtered does not start runs for the others. Source: docs.github.com/actions/reference/workflow-syntax (on.push). */
function pushedRef(event: WorkflowEvent): Pick<EventFacts, 'refBeginning' | 'refNames'> {
  const hasBranches = event.filters.has('branches') || event.filters.has('branches-ignore');
  const hasTags = event.filters.has('tags') || event.filters.has('tags-ignore');
  if (hasBranches === hasTags) return { refNames: [] };
  const refBeginning: RefBeginning = hasTags ? 'refs/tags/' : 'refs/heads/';
  return { refBeginning, refNames: literalNames(event, hasTags ? 'tags' : 'branches') ?? [] };
}

/** The names that a filter allows; `undefined` where it is not written or allows names that it does not spell. */
function literalNames({ filters }: WorkflowEvent, filter: EventFilter): readonly string[] | undefined {
  const names = filters.get(filter)?.map(({ name }) => name);
  return names === undefined || names.length === 0 || names.some(isPattern) ? undefined : names;
}

/** Source: docs.github.com/actions/reference/workflow-syntax (filter pattern cheat sheet). */
const isPattern = (name: string): boolean => /[*?+[\]!\\]|\$\{\{/.test(name);

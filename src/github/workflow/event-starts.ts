import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { anyEvent, type EventFacts } from '../events/event-facts.ts';
import { factsOfEvent } from '../events/facts-of-event.ts';
import { eventsOf } from '../events/workflow-events.ts';
import type { GithubValue } from '../expression/github-value.ts';
import { unknownInputs } from './inputs.ts';
import { callEvent } from './written-on.ts';
import { valueAt } from './yaml-access.ts';

/**
 * The events that start a workflow, one by one. Calls from other repositories count only where nothing else starts it: then
 * nothing is known of the event, as where `on` cannot be read.
 */
export function eventStarts(root: YamlMapping): readonly EventFacts[] {
  const own = eventsOf(valueAt(root, 'on')).filter(({ name }) => name !== callEvent);
  return own.length === 0 ? [anyEvent] : own.map(factsOfEvent);
}

/** The context `inputs` of a workflow that is not called in the repository: empty, unless somebody starts it by hand or calls it from elsewhere. */
export function startedInputs(root: YamlMapping, { eventNames }: EventFacts): GithubValue {
  const isByHand = eventNames.length === 0 || eventNames.includes(dispatchEvent);
  const events = [...(isByHand ? [dispatchEvent] : []), ...(eventNames.length === 0 ? [callEvent] : [])];
  return unknownInputs(root, events, eventNames.length > 1);
}

const dispatchEvent = 'workflow_dispatch';

import type { BuildStep, Destination } from '../../model/index.ts';
import { all, any, type Cause, distinctCauses, showText, type Truth, unknown, yes } from '../../value/index.ts';
import { textKey } from '../../value/text.ts';
import type { BuildDraft, ImageEvent } from './image-event.ts';
import { isInRepository, isNamed, type LocalNames, namesOf, withoutRebuilt } from './local-names.ts';

type Push = Extract<ImageEvent, { is: 'push' }>;

/** Where an image goes, as far as the commands behind its build tell. */
interface Journey {
  readonly names: LocalNames;
  readonly destinations: readonly Destination[];
  readonly pushed: readonly Truth[];
  /** Why it may go elsewhere as well. */
  readonly openTo: readonly Cause[];
}

/**
 * A build step with what later commands of its job do with the image: `docker tag`, `docker push` and their like.
 *
 * @param later The events behind the build, in order.
 * @param outOfSight Commands that may push without being seen.
 */
export function settlePushes(draft: BuildDraft, later: readonly ImageEvent[], outOfSight: readonly Cause[]): BuildStep {
  let journey: Journey = { names: namesOf(draft), destinations: [], pushed: [], openTo: [] };
  const isKept = draft.pushed.is !== 'yes';
  for (const event of isKept ? later : []) journey = afterEvent(journey, event, draft);
  const hiding = isKept ? [...outOfSight, ...archiveCauses(draft)] : [];
  const pushed = any([draft.pushed, ...journey.pushed, ...(hiding.length > 0 ? [unknown(...hiding)] : [])]);
  const destinations = distinctDestinations([...draft.destinations.items, ...journey.destinations]);
  const openTo = distinctCauses([...draft.destinations.openTo, ...journey.openTo, ...hiding]);
  return {
    ...draft.step,
    pushed,
    destinations: { items: destinations, openTo },
    localTags: { items: onlyLocal(draft, destinations), openTo: draft.localTags.openTo },
  };
}

function afterEvent(journey: Journey, event: ImageEvent, draft: BuildDraft): Journey {
  switch (event.is) {
    case 'build': {
      const names = withoutRebuilt(journey.names, event.draft);
      return names === journey.names ? journey : { ...journey, names };
    }
    case 'hidden':
      return journey;
    case 'tag':
      return afterTag(journey, event);
    case 'push':
      return afterPush(journey, event, draft);
  }
}

function afterTag(journey: Journey, { source, target }: Extract<ImageEvent, { is: 'tag' }>): Journey {
  const { names } = journey;
  const isSource = isNamed(names, source);
  if (isSource.is === 'yes') return { ...journey, names: { ...names, tags: [...names.tags, target] } };
  return isSource.is === 'no' ? journey : { ...journey, openTo: [...journey.openTo, ...isSource.causes] };
}

function afterPush(journey: Journey, push: Push, draft: BuildDraft): Journey {
  const everyTag = push.everyTag.is === 'no' ? [] : journey.names.tags;
  const tagged = everyTag.filter((tag) => isInRepository(tag, push.source).is === 'yes');
  const isSource = tagged.length > 0 ? yes : isNamed(journey.names, push.source);
  if (isSource.is === 'no') return journey;
  const runs = givenBuild(push.command.runs, draft.step.runs);
  const pushed = [...journey.pushed, all([isSource, runs])];
  if (isSource.is === 'unknown') return { ...journey, pushed, openTo: [...journey.openTo, ...isSource.causes] };
  const own = push.destination.is === 'set' ? [push.destination.value] : [];
  return { ...journey, pushed, destinations: [...journey.destinations, ...(tagged.length > 0 ? tagged : own)] };
}

/** Whether a command runs once the build has run: what already decides about the build is no doubt any more. */
function givenBuild(runs: Truth, build: Truth): Truth {
  if (runs.is !== 'unknown' || build.is !== 'unknown') return runs;
  const settled = new Set(build.causes.map(causeKey));
  return runs.causes.every((cause) => settled.has(causeKey(cause))) ? yes : runs;
}

const causeKey = ({ because, at }: Cause): string => `${at.file.path}\0${String(at.start)}\0${because}`;

/** A file with the image in it may be pushed by another job. */
function archiveCauses({ archives, pushed }: BuildDraft): readonly Cause[] {
  if (pushed.is === 'yes') return [];
  return archives.map((path) => {
    const because = `the image is written to \`${showText(path)}\`, which another job may push`;
    return { kind: 'indirection', because, at: path.span };
  });
}

function distinctDestinations(destinations: readonly Destination[]): readonly Destination[] {
  const byKey = new Map<string, Destination>();
  for (const destination of destinations) {
    const key = textKey(destination.reference.text);
    if (!byKey.has(key)) byKey.set(key, destination);
  }
  return [...byKey.values()];
}

function onlyLocal({ localTags }: BuildDraft, pushed: readonly Destination[]): readonly Destination[] {
  const keys = new Set(pushed.map(({ reference }) => textKey(reference.text)));
  return localTags.items.filter(({ reference }) => !keys.has(textKey(reference.text)));
}

import { type ImagePair, pairImages } from './pair-images.ts';
import type { Place, Plan, PlannedImage, PlannedPlatform } from './plan.ts';
import { traitsOf } from './traits.ts';

/** What a change does to one image. Images to which it does nothing have no such entry. */
export interface ImageChange {
  /** Its name now, or then where it is gone. */
  readonly name: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly changes: readonly PlanChange[];
}

/** One difference between two plans of an image. */
export interface PlanChange {
  readonly effect: 'worse' | 'better' | 'neutral';
  /** What happens, without full stop, the user's text in backticks: "drops linux/arm64, which nobody builds any more". */
  readonly text: string;
  /** Where it stands now; absent for what is gone. */
  readonly at?: Place;
}

/** What differs between two plans, image by image: those of the later plan first, then what is gone. */
export const changesBetween = (before: Plan, after: Plan): readonly ImageChange[] =>
  pairImages(before.images, after.images).flatMap((pair) => {
    const change = changeOf(pair);
    return change === undefined ? [] : [change];
  });

function changeOf({ before, after }: ImagePair): ImageChange | undefined {
  if (after === undefined) {
    if (before === undefined) return undefined;
    const text = `is not built any more (${publishedIn(before)})`;
    return { name: before.name, kind: 'removed', changes: [{ effect: 'worse', text }] };
  }
  if (before === undefined) {
    const own: PlanChange = { effect: 'better', text: `is new (${publishedIn(after)})`, ...placeIn(after) };
    return { name: after.name, kind: 'added', changes: [own, ...noteChanges([], after)] };
  }
  const changes = [
    ...nameChange(before, after),
    ...platformChanges(before, after),
    ...traitChanges(before, after),
    ...noteChanges(before.notes, after),
  ];
  return changes.length === 0 ? undefined : { name: after.name, kind: 'changed', changes };
}

function publishedIn({ platforms }: PlannedImage): string {
  const named = platforms.flatMap(({ platform }) => platform ?? []);
  return named.length === 0 ? nameless : named.join(', ');
}

/** A platform that is that of a machine of which nothing is said, or that is hidden. */
const nameless = 'a platform that nothing names';

const placeIn = ({ parts, merges }: PlannedImage): { readonly at?: Place } => {
  const at = parts[0]?.at ?? merges[0]?.at;
  return at === undefined ? {} : { at };
};

const nameChange = (before: PlannedImage, after: PlannedImage): readonly PlanChange[] =>
  before.name === after.name ? [] : [{ effect: 'neutral', text: `was called \`${before.name}\``, ...placeIn(after) }];

type State = PlannedPlatform['state'] | 'absent';

/** From best to worst. */
const order: readonly State[] = ['published', 'unclear', 'unmerged', 'missing', 'absent'];

function platformChanges(before: PlannedImage, after: PlannedImage): readonly PlanChange[] {
  const names = [...new Set([...before.platforms, ...after.platforms].map(({ platform }) => platform))];
  return names.flatMap((platform): readonly PlanChange[] => {
    const [was, is] = [stateIn(before, platform), stateIn(after, platform)];
    if (was === is) return [];
    const effect = order.indexOf(was) < order.indexOf(is) ? 'worse' : 'better';
    const part = after.parts.find((one) => nameOf(one.platform) === platform);
    const at = part?.at ?? placeIn(after).at;
    return [{ effect, text: sentence(platform ?? nameless, was, is), ...(at && { at }) }];
  });
}

const stateIn = ({ platforms }: PlannedImage, platform: string | null): State =>
  platforms.find((one) => one.platform === platform)?.state ?? 'absent';

const nameOf = (platform: PlannedImage['parts'][number]['platform']): string | null =>
  platform.is === 'set' ? platform.value : null;

function sentence(platform: string, was: State, is: State): string {
  switch (is) {
    case 'absent':
      return `drops ${platform}`;
    case 'missing':
      return was === 'absent'
        ? `asks for ${platform}, which nobody builds`
        : `drops ${platform}, which nobody builds any more`;
    case 'unmerged':
      return was === 'published' || was === 'unclear'
        ? `drops ${platform}, which nothing joins any more`
        : `builds ${platform}, which nothing joins`;
    case 'unclear':
      return was === 'published' ? `may drop ${platform}, which cannot be told any more` : `may have ${platform} now`;
    case 'published':
      return was === 'unclear' ? `certainly has ${platform} now` : `adds ${platform}`;
  }
}

/** How the platforms that are built before and after are built: by whom, with what, where, under which names. */
function traitChanges(before: PlannedImage, after: PlannedImage): readonly PlanChange[] {
  const [was, is] = [traitsOf(before), traitsOf(after)];
  return [...is].flatMap(([key, now]): readonly PlanChange[] => {
    const then = was.get(key);
    if (then === undefined || then.value === now.value) return [];
    return [{ effect: 'neutral', text: `${now.what} ${now.value} instead of ${then.value}`, at: now.at }];
  });
}

/** Gaps, risks and doubts that come and go. */
function noteChanges(before: PlannedImage['notes'], after: PlannedImage): readonly PlanChange[] {
  const is = after.notes;
  const isIn = (notes: PlannedImage['notes'], text: string): boolean => notes.some((note) => note.text === text);
  return [
    ...is
      .filter(({ text }) => !isIn(before, text))
      .map(({ kind, text, at }): PlanChange => ({ effect: 'worse', text: `new ${kind}: ${text}`, at })),
    ...before
      .filter(({ text }) => !isIn(is, text))
      .map(({ kind, text }): PlanChange => ({ effect: 'better', text: `no ${kind} any more: ${text}` })),
  ];
}

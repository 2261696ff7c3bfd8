import { expectationsOf, hasHiddenBuilds, type MultiArchImage, type Project } from '../model/index.ts';
import { formatPlatform } from '../oci/index.ts';
import type { PlannedImage, PlannedMerge, PlannedPart, PlannedPlatform } from './plan.ts';

type State = PlannedPlatform['state'];

/** Of several states of one platform the first counts. */
const order: readonly State[] = ['published', 'unclear', 'unmerged', 'missing'];

/** The platforms of an image, those that are only asked for behind those that are built, and what becomes of them. */
export function platformsOf(
  project: Project,
  image: MultiArchImage,
  { parts, merges }: Pick<PlannedImage, 'parts' | 'merges'>,
): readonly PlannedPlatform[] {
  const whenAbsent: State = hasHiddenBuilds(project).is === 'no' ? 'missing' : 'unclear';
  const found: readonly PlannedPlatform[] = [
    ...parts.map((part) => ({ platform: nameOf(part.platform), state: stateOf(part, merges) })),
    ...merges.flatMap(({ entries, runs }) =>
      entries
        .filter(({ parts: own, platform }) => platform.is === 'set' && own.length === 0)
        .map(({ from, platform }) => ({
          platform: nameOf(platform),
          state: from === 'nobody' && runs.is === 'yes' ? whenAbsent : ('unclear' as const),
        })),
    ),
    ...askedByPolicy(project, image).map((platform) => ({ platform, state: whenAbsent })),
  ];
  const names = [...new Set(found.map(({ platform }) => platform))];
  return names.map((platform) => {
    const states = found.filter((one) => one.platform === platform).map(({ state }) => state);
    return { platform, state: order.find((state) => states.includes(state)) ?? 'unclear' };
  });
}

/** The platforms that the policy asks of an image; what it says of the image itself comes first. */
export function askedByPolicy(project: Project, image: MultiArchImage): readonly string[] {
  const exception = expectationsOf(project, image).find(({ platforms }) => platforms !== undefined);
  return (exception?.platforms ?? project.expectations.platforms).map(formatPlatform);
}

const nameOf = (platform: PlannedPart['platform']): string | null => (platform.is === 'set' ? platform.value : null);

function stateOf({ platform, joined, pushed, runs }: PlannedPart, merges: readonly PlannedMerge[]): State {
  if (platform.is === 'unknown' || joined.by === 'unknown' || runs.is === 'unknown') return 'unclear';
  if (joined.by === 'no') return pushed.is === 'yes' ? 'unmerged' : 'unclear';
  if (joined.by !== 'merge') return pushed.is === 'yes' ? 'published' : 'unclear';
  const own = joined.merges.flatMap((index) => merges[index] ?? []);
  if (own.some((merge) => merge.pushed.is === 'yes' && merge.runs.is === 'yes')) return 'published';
  return own.every((merge) => merge.pushed.is === 'no') ? 'unmerged' : 'unclear';
}

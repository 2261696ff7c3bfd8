import type { BuildStep, Destination, MergeEntry, MergeLink, MergeStep } from '../model/index.ts';
import { type ImageReference, sameReference } from '../oci/index.ts';
import { groupBy, holesOf, type Truth, textKey, yes } from '../value/index.ts';

/** A reference that a build writes. */
interface Push {
  readonly build: BuildStep;
  readonly destination: Destination;
}

/**
 * Every pair of a merge entry and a build that pushes its source, for certain or perhaps. References decide, never
 * names of jobs. Where some build certainly pushes the source, the merely possible ones are left out.
 */
export function linkImages(builds: readonly BuildStep[], merges: readonly MergeStep[]): readonly MergeLink[] {
  const pushes = builds.flatMap((build) =>
    [...build.destinations.items, ...build.localTags.items].map((destination) => ({ build, destination })),
  );
  const byText = groupBy(pushes, ({ destination }) => textKey(destination.reference.text));
  return merges.flatMap((merge) => merge.entries.items.flatMap((entry) => linksOf(merge, entry, { pushes, byText })));
}

interface Pushes {
  readonly pushes: readonly Push[];
  readonly byText: ReadonlyMap<string, readonly Push[]>;
}

function linksOf(merge: MergeStep, entry: MergeEntry, { pushes, byText }: Pushes): readonly MergeLink[] {
  const link = ({ build, destination }: Push, same: Truth): MergeLink => ({ merge, entry, build, destination, same });
  const exact = byText.get(textKey(entry.source.text));
  if (exact !== undefined) return exact.map((push) => link(push, yes));
  const compared = pushes
    .filter(({ destination }) => mayBeEqual(destination.reference, entry.source))
    .map((push) => link(push, sameReference(push.destination.reference, entry.source)));
  const certain = compared.filter(({ same }) => same.is === 'yes');
  return certain.length > 0 ? certain : compared.filter(({ same }) => same.is === 'unknown');
}

/** Cheap test before the symbolic comparison: two literals of other names or tags are never equal. */
const mayBeEqual = (left: ImageReference, right: ImageReference): boolean =>
  holesOf(left.text).length > 0 || holesOf(right.text).length > 0 || sameReference(left, right).is === 'yes';

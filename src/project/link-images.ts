import type { BuildStep, Destination, MergeEntry, MergeLink, MergeStep, MirrorStep } from '../model/index.ts';
import { sameImage } from '../model/index.ts';
import { groupBy, type Truth, textKey, yes } from '../value/index.ts';

/** The steps between which images go. */
export interface ImageSteps {
  readonly builds: readonly BuildStep[];
  readonly merges: readonly MergeStep[];
  readonly mirrors: readonly MirrorStep[];
}

/** A reference under which the image of a build is found. */
interface Push {
  readonly build: BuildStep;
  readonly destination: Destination;
}

/**
 * Every pair of a merge entry and a build that makes its source, for certain or perhaps: the build writes that
 * reference, or the image is copied there. References decide, never names of jobs. Where some build certainly makes
 * the source, the merely possible ones are left out. `linked` has the links of entries that digests lead to.
 */
export function linkImages(
  { builds, merges, mirrors }: ImageSteps,
  linked: ReadonlyMap<MergeEntry, readonly MergeLink[]> = new Map(),
): readonly MergeLink[] {
  const written = builds.flatMap((build) =>
    [...build.destinations.items, ...build.localTags.items].map((destination) => ({ build, destination })),
  );
  const pushes = withCopies(written, mirrors);
  const byText = groupBy(pushes, ({ destination }) => textKey(destination.reference.text));
  return merges.flatMap((merge) =>
    merge.entries.items.flatMap((entry) => linked.get(entry) ?? linksOf(merge, entry, { pushes, byText })),
  );
}

/** How often an image is followed from copy to copy. */
const longestChain = 3;

/** The pushes, and what is copied from them. Only certain copies count: of the others, the reference is hidden anyway. */
function withCopies(pushes: readonly Push[], mirrors: readonly MirrorStep[]): readonly Push[] {
  const bySource = groupBy(mirrors, ({ source }) => textKey(source.text));
  const found = [...pushes];
  let last = pushes;
  for (let step = 0; step < longestChain && last.length > 0; step++) {
    last = last.flatMap(({ build, destination }) =>
      (bySource.get(textKey(destination.reference.text)) ?? []).map(({ target }) => ({ build, destination: target })),
    );
    for (const push of last) found.push(push);
  }
  return found;
}

interface Pushes {
  readonly pushes: readonly Push[];
  readonly byText: ReadonlyMap<string, readonly Push[]>;
}

function linksOf(merge: MergeStep, entry: MergeEntry, { pushes, byText }: Pushes): readonly MergeLink[] {
  const link = ({ build, destination }: Push, same: Truth): MergeLink => ({ merge, entry, build, destination, same });
  const exact = byText.get(textKey(entry.source.text));
  if (exact !== undefined) return exact.map((push) => link(push, yes));
  const compared = pushes.map((push) => link(push, sameImage(push.destination.reference, entry.source)));
  const certain = compared.filter(({ same }) => same.is === 'yes');
  return certain.length > 0 ? certain : compared.filter(({ same }) => same.is === 'unknown');
}

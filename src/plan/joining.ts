import {
  expectationsOf,
  isMultiPlatform,
  linksOf,
  type MergeStep,
  type MultiArchImage,
  machinePlatform,
  meantPlatform,
  type Project,
} from '../model/index.ts';
import { type Cause, causesIn, orElse } from '../value/index.ts';
import type { BuiltPart } from './parts.ts';
import { doubtsOf } from './plain.ts';
import type { Joining } from './plan.ts';

/** An image with the rows of its table. */
export interface ImageParts {
  readonly project: Project;
  readonly image: MultiArchImage;
  readonly parts: readonly BuiltPart[];
  /** Whether the rows are of several platforms. */
  readonly isSplit: boolean;
}

/** How a part gets under the name of its image. */
export function joiningOf({ project, image, isSplit }: ImageParts, { build }: BuiltPart): Joining {
  const links = image.merges.flatMap((merge, index) =>
    linksOf(project, merge)
      .filter((link) => link.build === build)
      .map(({ same }) => ({ index, same })),
  );
  const certain = [...new Set(links.flatMap(({ index, same }) => (same.is === 'yes' ? [index] : [])))];
  if (certain.length > 0) return { by: 'merge', merges: certain, causes: [] };
  if (isMultiPlatform(build)) return { by: 'build', merges: [], causes: [] };
  if (links.length > 0) {
    const causes = links.flatMap(({ same }) => (same.is === 'unknown' ? same.causes : []));
    return { by: 'unknown', merges: [...new Set(links.map(({ index }) => index))], causes: doubtsOf(causes) };
  }
  const needsNone = expectationsOf(project, image).some(({ needsNoMerge }) => needsNoMerge);
  if (needsNone || (image.merges.length === 0 && !isSplit)) return { by: 'none-needed', merges: [], causes: [] };
  return unjoined([...(image.merges.length > 0 ? hiddenSources(project, image.merges) : hiddenMerges(project, image))]);
}

const unjoined = (causes: readonly Cause[]): Joining =>
  causes.length === 0 ? { by: 'no', merges: [], causes: [] } : { by: 'unknown', merges: [], causes: doubtsOf(causes) };

/** Why the merges of an image may join more than can be seen. */
const hiddenSources = (project: Project, merges: readonly MergeStep[]): readonly Cause[] =>
  merges.flatMap((merge) => {
    const linked = new Set(linksOf(project, merge).map(({ entry }) => entry));
    const unlinked = merge.entries.items.filter((entry) => !linked.has(entry));
    return [...merge.entries.openTo, ...unlinked.flatMap(({ source }) => causesOfDigest(source))];
  });

const causesOfDigest = ({ digest }: MergeStep['entries']['items'][number]['source']): readonly Cause[] =>
  digest.is === 'set' ? causesIn(digest.value) : [];

/** Why an image may be joined where it cannot be seen, or needs no merge although its names carry architectures. */
function hiddenMerges(project: Project, { builds }: MultiArchImage): readonly Cause[] {
  const named = builds.items.filter(
    (build) => orElse(meantPlatform(project, build), machinePlatform(build.job, project.expectations)).is !== 'set',
  );
  return [
    ...project.merges.openTo,
    // A merge whose sources are hidden may join any image.
    ...project.merges.items.flatMap(({ entries }) => entries.openTo),
    ...named.map(
      ({ job, span }): Cause => ({
        kind: 'expression',
        because: `nothing but names says for which platform \`${job.name}\` builds`,
        at: span,
      }),
    ),
  ];
}

import {
  type BuildStep,
  builtPlatforms,
  type Expectations,
  familyOf,
  type ImageFamily,
  type MergeLink,
  type MergeStep,
  type MultiArchImage,
  withoutAddedPlatform,
} from '../model/index.ts';
import { distinctCauses, groupBy, type OpenList, showText, textKey } from '../value/index.ts';
import { connected } from './connected.ts';

/** The steps from which images are put together. */
export interface ImageParts {
  readonly builds: OpenList<BuildStep>;
  readonly merges: readonly MergeStep[];
  readonly links: readonly MergeLink[];
}

/**
 * The images of a repository: builds whose references differ in nothing but the architecture, and the merges that
 * join them. A build that pushes several references belongs to one image, as do all that a merge joins for certain.
 * References that stay on the machine say something only where a build pushes nothing.
 */
export function readImages(
  { builds, merges, links }: ImageParts,
  expectations: Expectations,
): readonly MultiArchImage[] {
  const families = new Map(builds.items.map((build) => [build, familiesOf(build, expectations)]));
  const named = [...families].flatMap(([build, own]) => own.map(({ key }) => ({ build, key: textKey(key) })));
  const ties: readonly (readonly (BuildStep | MergeStep)[])[] = [
    ...[...groupBy(named, ({ key }) => key).values()].map((members) => members.map(({ build }) => build)),
    ...links.flatMap(({ merge, build, same }) => (same.is === 'yes' ? [[merge, build]] : [])),
    ...groupBy(merges, targetKey).values(),
  ];

  const openTo = distinctCauses(builds.openTo);
  return connected<BuildStep | MergeStep>([...builds.items, ...merges], ties).map((members) => {
    const own = members.flatMap((step) => ('entries' in step ? [] : [step]));
    const joined = members.flatMap((step) => ('entries' in step ? [step] : []));
    const shown = nameOf(
      joined,
      own.flatMap((build) => families.get(build) ?? []),
    );
    return { shown, builds: { items: own, openTo }, merges: joined };
  });
}

function familiesOf(build: BuildStep, expectations: Expectations): readonly ImageFamily[] {
  const { destinations, localTags } = build;
  const written = destinations.items.length > 0 ? destinations.items : localTags.items;
  const platforms = builtPlatforms(withoutAddedPlatform(build), expectations);
  return written.map(({ reference }) => familyOf(reference.text, platforms));
}

const targetKey = (merge: MergeStep): string | MergeStep => {
  const [target] = merge.targets.items;
  return target === undefined ? merge : textKey(target.reference.text);
};

/** The reference of the index, or else of its parts, if possible one that shows where the architecture stands. */
function nameOf(merges: readonly MergeStep[], families: readonly ImageFamily[]): string {
  const target = merges.flatMap(({ targets }) => targets.items)[0];
  if (target !== undefined) return showText(target.reference.text);
  const family = families.find(({ shown, key }) => textKey(shown) !== textKey(key)) ?? families[0];
  return family === undefined ? 'an image without a reference' : showText(family.shown);
}

import { formatPlatform, parsePlatform } from '../oci/platform.ts';
import {
  type BuildStep,
  builtPlatforms,
  entryPlatform,
  type MultiArchImage,
  type Platform,
  type Project,
  type Span,
  samePlatform,
  show,
} from '../rule/index.ts';

/** An image that the repository publishes. */
export interface SeenImage {
  /** Its repository as the policy names it; `undefined` where that is not one. */
  readonly name: string | undefined;
  /** The platforms for which it is built for certain, as far as a policy can name them. */
  readonly built: readonly Platform[];
  /** The same, and those that a merge lists. */
  readonly declared: readonly Platform[];
  readonly jobs: readonly string[];
  /** Where its first build stands. */
  readonly at: Span;
}

/** The images that builds push, in their order. */
export const seenImages = (project: Project): readonly SeenImage[] =>
  project.images.flatMap((image) => seenImage(project, image));

function seenImage({ expectations }: Project, image: MultiArchImage): readonly SeenImage[] {
  const published = image.builds.items.filter(({ pushed }) => pushed.is === 'yes');
  const [first] = published;
  if (first === undefined) return [];
  const built = distinct(image.builds.items.flatMap((build) => builtPlatforms(build, expectations))).filter(isNameable);
  const listed = image.merges.flatMap(({ entries }) =>
    entries.items.flatMap((entry) => {
      const platform = entryPlatform(entry);
      return platform.is === 'set' ? [platform.value] : [];
    }),
  );
  return [
    {
      name: nameOf(image, first),
      built,
      declared: distinct([...built, ...listed]).filter(isNameable),
      jobs: show.jobs(published.map(({ job }) => job)),
      at: first.destinations.items[0]?.span ?? first.span,
    },
  ];
}

/** The repository of the index, or else of the first part. */
function nameOf({ merges }: MultiArchImage, first: BuildStep): string | undefined {
  const written = [...merges.flatMap(({ targets }) => targets.items), ...first.destinations.items][0];
  return written === undefined ? undefined : show.text(written.reference.name);
}

/** Whether a policy can name a platform: tools take words for one that are none. */
export const isNameable = (platform: Platform): boolean =>
  parsePlatform(formatPlatform(platform)).is === 'platform' && /^[\w.]*$/.test(platform.variant);

/** Platforms, each once. */
export const distinct = (platforms: readonly Platform[]): readonly Platform[] =>
  platforms.filter((one, index) => platforms.findIndex((other) => samePlatform(one, other)) === index);

import { showText } from '../../value/index.ts';
import { builtPlatforms } from '../build/build-platform.ts';
import type { ImageExpectation, MultiArchImage, Project } from '../project.ts';
import { familyOf } from './image-family.ts';

/**
 * What the policy says about an image: its entries whose name is the repository of the index or of a part, as the CI
 * file writes it or with the architecture left out, and without tag.
 */
export function expectationsOf({ expectations }: Project, image: MultiArchImage): readonly ImageExpectation[] {
  if (expectations.images.length === 0) return [];
  const parts = image.builds.items.flatMap((build) =>
    build.destinations.items.flatMap(({ reference }) => [
      reference.name,
      familyOf(reference.name, builtPlatforms(build, expectations)).key,
    ]),
  );
  const indexes = image.merges.flatMap(({ targets }) => targets.items.map(({ reference }) => reference.name));
  const names = new Set([...parts, ...indexes].map(showText));
  return expectations.images.filter(({ name }) => names.has(name));
}

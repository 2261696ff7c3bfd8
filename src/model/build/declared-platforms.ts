import { type Platform, samePlatform } from '../../oci/index.ts';
import { onceFor } from '../../value/index.ts';
import type { MergeStep } from '../merge/merge-step.ts';
import { entryPlatform } from '../merge/merged-builds.ts';
import type { MultiArchImage, Project } from '../project.ts';
import { imageOf } from '../roles.ts';
import { builtPlatforms } from './build-platform.ts';
import type { BuildStep } from './build-step.ts';

/**
 * The platforms that are declared for the image of a build: those its builds are meant for, those its merges list,
 * and those that the policy asks for. One platform means that the image is no multi-architecture image.
 */
export function declaredPlatforms(project: Project, build: BuildStep): readonly Platform[] {
  const image = imageOf(project, build);
  return image === undefined ? declaredBy(project, [build], []) : declaredFor(project)(image);
}

const declaredFor = onceFor((project: Project) =>
  onceFor(({ builds, merges }: MultiArchImage) => declaredBy(project, builds.items, merges)),
);

function declaredBy(project: Project, builds: readonly BuildStep[], merges: readonly MergeStep[]): readonly Platform[] {
  const all = [
    ...builds.flatMap((one) => builtPlatforms(one, project.expectations)),
    ...merges
      .flatMap(({ entries }) => entries.items.map(entryPlatform))
      .flatMap((platform) => (platform.is === 'set' ? [platform.value] : [])),
    ...project.expectations.platforms,
  ];
  return all.filter((platform, index) => all.findIndex((other) => samePlatform(other, platform)) === index);
}

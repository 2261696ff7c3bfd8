import { type BuildStep, hasHiddenBuilds, isMultiPlatform, type MultiArchImage, type Project } from '../model/index.ts';
import { formatPlatform } from '../oci/index.ts';
import { type ImageParts, joiningOf } from './joining.ts';
import { mergeOf } from './merges.ts';
import { notesOf } from './notes.ts';
import { type BuiltPart, partsOf } from './parts.ts';
import { doubtsOf, jobOf } from './plain.ts';
import type { Plan, PlannedImage, PlannedPart } from './plan.ts';
import { platformsOf } from './platforms.ts';

/** What a project's pipelines build where, push as what and join by whom. Throws nothing. */
export function planOf(project: Project): Plan {
  const hidden = hasHiddenBuilds(project);
  const leaves = new Set(project.images.filter((image) => isPublished(project, image)));
  return {
    images: project.images.filter((image) => leaves.has(image)).map((image) => imageOf(project, image)),
    unpublished: project.images
      .filter((image) => !leaves.has(image))
      .map(({ shown, builds }) => ({ name: shown, jobs: [...new Set(builds.items.map(({ job }) => job))].map(jobOf) })),
    openTo: hidden.is === 'unknown' ? doubtsOf(hidden.causes) : [],
  };
}

/** Whether an image reaches a registry, or may. A merge is there to publish, whether or not it does. */
const isPublished = (project: Project, { builds, merges }: MultiArchImage): boolean =>
  merges.length > 0 || builds.items.some((build) => isOfImage(project, build));

/** Whether a build belongs into the plan: its image reaches a registry, or a merge joins it on the machine. */
const isOfImage = ({ links }: Project, build: BuildStep): boolean =>
  build.pushed.is !== 'no' || links.some((link) => link.build === build && link.same.is === 'yes');

function imageOf(project: Project, image: MultiArchImage): PlannedImage {
  const builds = image.builds.items.filter((build) => isOfImage(project, build));
  const built = builds.flatMap((build) => partsOf(project, build));
  const isSplit = new Set(built.flatMap(platformKey)).size > 1;
  const context: ImageParts = { project, image, parts: built, isSplit };
  const parts = built.map((part): PlannedPart => ({ ...part.plan, joined: joiningOf(context, part) }));
  const merges = image.merges.map((merge) => mergeOf(project, merge, built));
  const planned = { name: image.shown, kind: kindOf(context), parts, merges };
  const platforms = platformsOf(project, image, planned);
  return { ...planned, platforms, notes: notesOf(context, { ...planned, platforms }) };
}

const platformKey = ({ platform }: BuiltPart): readonly string[] =>
  platform.is === 'set' ? [formatPlatform(platform.value)] : [];

function kindOf({ image, parts, isSplit }: ImageParts): PlannedImage['kind'] {
  if (image.merges.length > 0) return 'merged';
  if (parts.some(({ build }) => isMultiPlatform(build))) return 'multi-platform';
  return isSplit ? 'split' : 'one-platform';
}

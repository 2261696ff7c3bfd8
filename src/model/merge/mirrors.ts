import { archWordsIn, parseReference, referenceIndex, sameReference } from '../../oci/index.ts';
import type { Span } from '../../source/source-file.ts';
import { knownString, onceFor, type Text } from '../../value/index.ts';
import { builtPlatforms, isMultiPlatform } from '../build/build-platform.ts';
import type { DockerfileStage } from '../dockerfile/dockerfile.ts';
import type { Job } from '../pipeline/job.ts';
import type { Project } from '../project.ts';
import type { MirrorStep } from './merge-step.ts';

/** Why an image that is copied has several platforms. */
export type CopiedImage = 'published-here' | 'public';

/**
 * Whether what a mirror copies is known to have several platforms: an index that this pipeline makes, or a public image that
 * is not one architecture's by its name. `undefined` for all others.
 */
export function copiedIndex(project: Project, { source }: MirrorStep): CopiedImage | undefined {
  if (namesArchitecture(source.text) || source.digest.is === 'set') return undefined;
  const isMerged = mergeTargets(project)(source).length > 0;
  const makers = buildTargets(project)(source);
  if (isMerged || makers.some(({ build }) => isMultiPlatform(build))) return 'published-here';
  return makers.length === 0 && isPublic(source.text) ? 'public' : undefined;
}

/** What makes the index that a mirror copies, and where it names it. */
export interface IndexMaker {
  readonly job: Job;
  readonly at: Span;
}

/** The merge or the build of this repository whose index a mirror copies; `undefined` for an image of others. */
export function makerOfCopied(project: Project, { source }: MirrorStep): IndexMaker | undefined {
  const [target] = mergeTargets(project)(source);
  const merge = project.merges.items.find(({ targets }) => targets.items.some((one) => one === target));
  if (target !== undefined && merge !== undefined) return { job: merge.job, at: target.span };
  const made = buildTargets(project)(source).find(({ build }) => isMultiPlatform(build));
  return made && { job: made.build.job, at: made.span };
}

const mergeTargets = onceFor(({ merges }: Project) =>
  referenceIndex(
    merges.items.flatMap(({ targets }) => targets.items),
    ({ reference }) => reference,
  ),
);

const buildTargets = onceFor(({ builds }: Project) =>
  referenceIndex(
    builds.items.flatMap((build) =>
      [...build.destinations.items, ...build.localTags.items].map(({ reference, span }) => ({
        build,
        reference,
        span,
      })),
    ),
    ({ reference }) => reference,
  ),
);

const mergedSources = onceFor(({ merges }: Project) =>
  referenceIndex(
    merges.items.flatMap(({ entries }) => entries.items),
    ({ source }) => source,
  ),
);

/** The parts of names that are written out, none of them reaching over a hole. */
const namesArchitecture = ({ parts }: Text): boolean =>
  archWordsIn(parts.map((part) => (typeof part === 'string' ? part : '\0')).join('')).length > 0;

/** Registries whose images anybody may pull, by the head of a reference; Docker Hub's need no host. */
const publicHosts =
  /^(?:(?:docker\.io|index\.docker\.io|quay\.io|ghcr\.io|gcr\.io|registry\.k8s\.io|mcr\.microsoft\.com|public\.ecr\.aws|cgr\.dev|registry\.access\.redhat\.com)\/|[\w-]+(?:\/[\w-]+)?(?:[:@]|$))/;

/** Images for Windows have one architecture mostly, and tags for versions of it. */
const windowsImage = /windows|nanoserver|servercore/i;

/** A name without variables at a public registry, or behind GitLab's dependency proxy for Docker Hub. */
function isPublic(text: Text): boolean {
  const [first, ...rest] = text.parts;
  if (typeof first !== 'string') return /^CI_DEPENDENCY_PROXY_/.test(first?.symbol ?? '') && rest.length > 0;
  const written = knownString(parseReference(text).name);
  return written !== undefined && publicHosts.test(`${written}:`) && !windowsImage.test(written);
}

/**
 * Whether the copy is one architecture's part of an image: by its name, or because a merge takes it. A copy whose tag is not
 * seen may be one; one that certainly has a tag of its own is none because the tags might turn out equal.
 */
export function isPartOfIndex(project: Project, { target: { reference } }: MirrorStep): boolean {
  if (namesArchitecture(reference.text)) return true;
  if (reference.tag.is !== 'unknown') return mergedSources(project)(reference).length > 0;
  return project.merges.items.some(({ entries }) =>
    entries.items.some(({ source }) => sameReference(source, reference).is !== 'no'),
  );
}

/** The first stage that starts from a copy, of a Dockerfile that is built for several platforms. */
export function stageUpon(project: Project, { target }: MirrorStep): DockerfileStage | undefined {
  for (const dockerfile of project.dockerfiles) {
    const stage = dockerfile.stages.find(
      ({ from }) => from.is === 'image' && sameReference(from.reference, target.reference).is === 'yes',
    );
    if (stage === undefined) continue;
    const builds = project.builds.items.filter(
      (build) => build.dockerfile.is === 'set' && build.dockerfile.value === dockerfile,
    );
    const platforms = builds.flatMap((build) => builtPlatforms(build, project.expectations));
    const architectures = new Set(platforms.map(({ architecture, variant }) => `${architecture}/${variant}`));
    if (architectures.size > 1) return stage;
  }
  return undefined;
}

import type { Platform } from '../../oci/index.ts';
import { knownString } from '../../value/index.ts';
import type { DockerfileStage } from '../dockerfile/dockerfile.ts';
import { dockerfileReadings } from '../dockerfile/dockerfile-readings.ts';
import type { Project } from '../project.ts';

/** What a registry says about an image, or why it says nothing. */
export type PublishedImage =
  | { readonly is: 'published'; readonly platforms: readonly Platform[] }
  /** A clause: "`ghcr.io` wants a login". */
  | { readonly is: 'unknown'; readonly because: string };

/** The base image of a stage as a registry knows it; `undefined` for other stages, `scratch`, and names with variables. */
export const baseImageOf = ({ from }: DockerfileStage): string | undefined => {
  const name = from.is === 'image' ? knownString(from.reference.text) : undefined;
  return name === undefined || name === 'scratch' || name === '' ? undefined : name;
};

/** All base images that CI, or the policy, builds upon, each once: what a registry may be asked about. */
export const baseImages = (project: Project): readonly string[] => [
  ...new Set(
    project.dockerfiles
      .flatMap((dockerfile) => dockerfileReadings(project, dockerfile))
      .flatMap(({ stages }) => stages.flatMap((stage) => baseImageOf(stage) ?? [])),
  ),
];

/**
 * Whether an image that is published for some platforms can be pulled for one: the same architecture, and of 32-bit arm no
 * higher variant. Source: github.com/containerd/platforms compare.go (Only), without its fall back to other architectures.
 */
export const isPublishedFor = (platforms: readonly Platform[], { os, architecture, variant }: Platform): boolean =>
  platforms.some(
    (one) =>
      one.os === os &&
      one.architecture === architecture &&
      (architecture !== 'arm' || variantNumber(one.variant) <= variantNumber(variant)),
  );

/** `v7` is 7, which is also what 32-bit arm without a variant means. */
const variantNumber = (variant: string): number => Number(/\d+/.exec(variant)?.[0] ?? 7);

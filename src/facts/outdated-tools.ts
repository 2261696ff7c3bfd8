import { parseReference } from '../oci/index.ts';
import type { Text } from '../value/index.ts';
import type { ImageTool } from './tool-image-table.ts';
import { isAtLeast } from './version.ts';

/** Releases that lack something which pipelines for several architectures rely on. */
export interface OutdatedReleases {
  readonly tool: ImageTool;
  /** A distribution with versions of its own; empty for the tool's own. */
  readonly variant: string;
  /** The first release that is not meant. */
  readonly below: string;
  /** What they do or lack: completes "manifest-tool 1.0.3 …". */
  readonly because: string;
  /** The release to take. */
  readonly instead: string;
}

/**
 * The first row that matches counts.
 *
 * Source: manifest-tool releases v2.0.0 and v2.1.0; kaniko CHANGELOG.md v1.9.0; docker/cli docs/deprecated.md.
 */
const outdatedReleases: readonly OutdatedReleases[] = [
  {
    tool: 'manifest-tool',
    variant: '',
    below: '2.0.0',
    because: 'knows no OCI image indexes and refuses one as a source',
    instead: '2.2.1',
  },
  {
    tool: 'manifest-tool',
    variant: '',
    below: '2.1.0',
    because: 'refuses an image index as a source, which is what buildx pushes for a single platform, too',
    instead: '2.2.1',
  },
  {
    tool: 'kaniko',
    variant: '',
    below: '1.9.0',
    because: 'does not log in to the registry of GitLab by itself',
    instead: '1.24.0',
  },
  {
    tool: 'docker',
    variant: '',
    below: '20.10',
    because: 'has `docker manifest` as an experiment only, and no fixes since 2021',
    instead: '29.7.2',
  },
];

/** What is wrong with a release of a tool, if it is an outdated one. */
export const outdatedRelease = (tool: string, variant: string, version: string): OutdatedReleases | undefined =>
  outdatedReleases.find((row) => row.tool === tool && row.variant === variant && !isAtLeast(version, row.below));

/** A tool that nobody maintains any more. */
export interface AbandonedTool {
  readonly name: string;
  /** The program, and those of its subcommands that tell it from others of that name; none: the name is enough. */
  readonly program: string;
  readonly subcommands: readonly string[];
  /** Ends of the repository's path, as whole components. */
  readonly images: readonly string[];
  /** Completes "img, …". */
  readonly because: string;
  /** What to use instead, in the imperative. */
  readonly instead: string;
}

const otherBuilders = 'build with rootless BuildKit, Buildah or a maintained Kaniko';

/** Source: the repositories and release pages of the projects; as of November 2026. */
const abandonedTools: readonly AbandonedTool[] = [
  {
    name: 'img',
    program: 'img',
    subcommands: ['build', 'push', 'tag', 'pull', 'save', 'login'],
    images: ['genuinetools/img', 'r.j3ss.co/img'],
    because: 'which had its last release in 2021',
    instead: otherBuilders,
  },
  {
    name: 'orca-build',
    program: 'orca-build',
    subcommands: [],
    images: [],
    because: 'on which nobody has worked since 2018',
    instead: otherBuilders,
  },
  {
    name: 'makisu',
    program: 'makisu',
    subcommands: ['build', 'push', 'pull'],
    images: ['uber-container-tools/makisu', 'uber/makisu'],
    because: 'on which nobody works any more',
    instead: otherBuilders,
  },
  {
    name: 'multiarch/qemu-user-static',
    program: '',
    subcommands: [],
    images: ['multiarch/qemu-user-static'],
    because: 'which had its last release, of QEMU 7.2, in 2023',
    instead: 'build each platform on a machine of its own, or register emulators with `tonistiigi/binfmt`',
  },
];

/** The abandoned tool whose image a reference names, at its home or at a mirror. */
export function abandonedImage(reference: Text): AbandonedTool | undefined {
  const tail = parseReference(reference).name.parts.at(-1);
  if (typeof tail !== 'string') return undefined;
  return abandonedTools.find(({ images }) => images.some((path) => tail === path || tail.endsWith(`/${path}`)));
}

/** The abandoned tool that a command runs, by its program's path and first argument. */
export function abandonedCommand(program: string, first: string): AbandonedTool | undefined {
  const name = program.slice(program.lastIndexOf('/') + 1);
  if (name === '') return undefined;
  return abandonedTools.find(
    (tool) => tool.program === name && (tool.subcommands.length === 0 || tool.subcommands.includes(first)),
  );
}

import type { ImageReference, Platform } from '../../oci/index.ts';
import type { Span } from '../../source/source-file.ts';
import type { Field, OpenList, Text, Truth } from '../../value/index.ts';
import type { JobCommand } from '../command/shell-command.ts';
import type { Dockerfile } from '../dockerfile/dockerfile.ts';
import type { Job } from '../pipeline/job.ts';

/** The tools that build images, by the name their users know. */
export type BuildTool =
  | 'kaniko'
  | 'buildctl'
  | 'docker build'
  | 'docker buildx build'
  | 'docker buildx bake'
  | 'docker compose build'
  | 'buildah'
  | 'podman';

/** A command that builds an image, whatever the tool, in one vocabulary. */
export interface BuildStep {
  readonly tool: BuildTool;
  readonly job: Job;
  readonly command: JobCommand;
  /** The tool's version as the job's image or pin tells it. */
  readonly version: ToolVersion;
  /** Whether it runs at all. */
  readonly runs: Truth;
  /** The platforms it asks for; unset: that of the machine. A value that does not parse is in `unreadablePlatforms`. */
  readonly platforms: Field<OpenList<RequestedPlatform>>;
  /** The platforms that its bake or Compose file lists, whatever the command line makes of them. */
  readonly platformsInFile: Field<OpenList<RequestedPlatform>>;
  readonly unreadablePlatforms: readonly { readonly written: string; readonly because: string; readonly span: Span }[];
  /** The references under which it, or a later push in the same job, puts the image into a registry. */
  readonly destinations: OpenList<Destination>;
  /** References it gives the image on the machine only. */
  readonly localTags: OpenList<Destination>;
  /** Whether the image reaches a registry. */
  readonly pushed: Truth;
  /** Whether it is pushed by digest, so that no tag is written. */
  readonly pushedByDigest: Truth;
  /** The file into which it writes the digest of what it has pushed. */
  readonly digestFile: Field<Text>;
  readonly context: Field<Text>;
  readonly dockerfilePath: Field<Text>;
  /** The Dockerfile where it lies in the repository; unset if the path certainly names no file there. */
  readonly dockerfile: Field<Dockerfile>;
  readonly target: Field<Text>;
  /** Whether it runs stages in front of the target that the image does not need. */
  readonly runsUnusedStages: Truth;
  /** Whether it is the Docker builder from before BuildKit: `DOCKER_BUILDKIT=0`. */
  readonly isClassic: Truth;
  readonly buildArgs: OpenList<BuildArg>;
  /** Caches that one reference holds and each export replaces (BuildKit). */
  readonly cacheExports: OpenList<CacheTarget>;
  readonly cacheImports: OpenList<CacheTarget>;
  /** The layer cache of Kaniko and Buildah: one entry per layer, with a lifetime. */
  readonly layerCache: LayerCache;
  /** Whether what it pushes for one platform is an image index that holds attestations beside the image. */
  readonly pushesIndex: IndexOutcome;
  /** Whether it runs on a BuildKit that brings its own emulators, so that foreign platforms need no binfmt on the host. */
  readonly hasEmulators: Truth;
  /** Whether several machines share the build, each for its own platform (`buildx create --append`, cloud and remote drivers). */
  readonly isSpread: Truth;
  /** Whether its result stays in the builder's cache: neither pushed nor loaded nor written anywhere. */
  readonly isThrownAway: Truth;
  /** Where a build of several platforms is kept on the machine; empty for a build of one. */
  readonly localOutputs: readonly LocalOutput[];
  readonly span: Span;
}

/** A place on the machine into which an image of several platforms is put. */
export interface LocalOutput {
  /** The Engine by `--load`, a file in Docker's format, the Engine's own builder, or a plain tag of Buildah. */
  readonly kind: 'load' | 'archive' | 'engine' | 'tag';
  /** As written: `--load`, `type=docker`, `--tag`. */
  readonly written: string;
  /** Whether the place takes an image of several platforms. */
  readonly holdsSeveral: Truth;
  readonly span: Span;
}

/** A platform that a build asks for by flag, and where. */
export interface RequestedPlatform {
  readonly platform: Platform;
  readonly span: Span;
}

/** A reference that a step writes, and the argument that names it. */
export interface Destination {
  readonly reference: ImageReference;
  readonly span: Span;
}

/** A build argument, `--build-arg NAME=VALUE`. */
export interface BuildArg {
  readonly name: string;
  /** Unset: taken from the environment. */
  readonly value: Field<Text>;
  readonly span: Span;
}

/** A place to which BuildKit exports its cache, or from which it imports it. */
export interface CacheTarget {
  readonly type: Field<'registry' | 'inline' | 'local' | 'gha' | 's3' | 'azblob' | 'other'>;
  /** What names it within its type: `ref` of a registry, `scope` of gha, `name` of s3 and azblob, `dest` of local. */
  readonly name: Field<Text>;
  readonly span: Span;
}

/** The cache of layers that Kaniko and Buildah keep in a registry. */
export interface LayerCache {
  readonly enabled: Truth;
  /** As written; unset: the tool's default. */
  readonly lifetime: Field<Text>;
  readonly repository: Field<Text>;
  /** Whether the tool refuses it, because the image is not pushed and nothing names a repository for the layers. */
  readonly lacksRepository: Truth;
  /** The flag that turns it on, or the command. */
  readonly span: Span;
}

/** Whether a single-platform build ends as an index, and what decides that. */
export interface IndexOutcome {
  readonly truth: Truth;
  /** A clause for messages: "buildx adds provenance by default since 0.10.0". */
  readonly because: string;
  /** The flag that asks for attestations, if one does. */
  readonly asked?: Span;
  /** What the author set against it, in force or not. */
  readonly optOuts: readonly AttestationOptOut[];
}

/** A flag or a variable meant to turn attestations off. */
export interface AttestationOptOut {
  /** As written: `--provenance=false`, `BUILDX_NO_DEFAULT_ATTESTATIONS=yes`. */
  readonly written: string;
  readonly span: Span;
  /** Whether it does what it is meant to do. */
  readonly effective: Truth;
  /** Why it does not: completes "has no effect, because …", or "ends the build, because …". Empty if it works. */
  readonly because: string;
  /** Whether the tool refuses it, so that nothing is built. */
  readonly endsBuild: boolean;
  /** What to do instead, in the imperative. Empty if it works. */
  readonly remedy: string;
}

/** What is known of a tool's version. */
export type ToolVersion =
  /** `1.24.0`; `variant` is a distribution with facts of its own, such as a fork. */
  | { readonly is: 'exact'; readonly version: string; readonly variant: string; readonly span: Span }
  /** A moving tag: whatever is newest when the job runs. */
  | { readonly is: 'newest'; readonly variant: string; readonly span: Span }
  | { readonly is: 'unknown'; readonly variant: string };

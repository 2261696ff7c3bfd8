import type { ImageReference, Platform } from '../../oci/index.ts';
import type { Span } from '../../source/source-file.ts';
import type { Field, OpenList, Text, Truth } from '../../value/index.ts';
import type { Destination, RequestedPlatform, ToolVersion } from '../build/build-step.ts';
import type { JobCommand } from '../command/shell-command.ts';
import type { Job } from '../pipeline/job.ts';

/** The tools that join images into an image index, by the name their users know. */
export type MergeTool =
  | 'manifest-tool'
  | 'docker manifest'
  | 'podman manifest'
  | 'buildah manifest'
  | 'docker buildx imagetools'
  | 'crane index'
  | 'regctl index'
  | 'oras manifest index';

/** A command that joins single-platform images into an image index. */
export interface MergeStep {
  readonly tool: MergeTool;
  readonly job: Job;
  /** The command that names the sources; of several, the first. */
  readonly command: JobCommand;
  readonly version: ToolVersion;
  readonly runs: Truth;
  /** The references of the index. */
  readonly targets: OpenList<Destination>;
  readonly entries: OpenList<MergeEntry>;
  /** manifest-tool's template, if the entries come from one. */
  readonly template?: MergeTemplate;
  /** Whether the index reaches a registry in this job. */
  readonly pushed: Truth;
  /** Whether entries that are not there are left out without an error. */
  readonly ignoresMissing: Truth;
  /**
   * Whether it adds to what an index of that name holds already: in the registry (`--append`, `regctl index add`), or on
   * the machine (`--amend`).
   */
  readonly keepsOld: Truth;
  /** Whether the machine forgets the index when it is pushed (`push --purge`). */
  readonly purges: Truth;
  readonly span: Span;
}

/** One image of the index. */
export interface MergeEntry {
  readonly source: ImageReference;
  /** The platform under which the index lists it; unset: the tool reads it from the image. */
  readonly platform: Field<Platform>;
  /** The words that declare the platform; absent where the tool reads it from the image, or where they are not known. */
  readonly declared?: DeclaredPlatform;
  /** What the tool does with this entry if the source is itself an index. */
  readonly onIndex: Field<IndexHandling>;
  /** The folder whose files name the digest, for an entry that stands for one image per file; absent for all others. */
  readonly digestFolder?: Text;
  readonly span: Span;
}

/** A platform in the words of the author, as the tool is given them. */
export interface DeclaredPlatform {
  /** Empty where none is written. */
  readonly os: string;
  readonly architecture: string;
  /** Empty where none is written. */
  readonly variant: string;
  /** The architecture, or the whole platform where it is one word. */
  readonly span: Span;
}

/** What a merge tool does with a source that is itself an image index. */
export type IndexHandling =
  /** The command fails. */
  | 'refuses'
  /** All images of it are taken over. */
  | 'flattens'
  /** The index is put into the index, which most runtimes do not pull. */
  | 'nests'
  /** The image of the entry's platform is taken. */
  | 'picks-platform'
  /** The image of the machine's platform is taken, and the command fails if there is none. */
  | 'picks-host-platform';

/** `--template` of manifest-tool with the platforms that fill it. */
export interface MergeTemplate {
  readonly text: Text;
  readonly platforms: OpenList<RequestedPlatform>;
  /** Entries of `--platforms` that name no platform. */
  readonly unreadablePlatforms: readonly { readonly written: string; readonly because: string; readonly span: Span }[];
  readonly span: Span;
}

/** A command that copies an image without building it. */
export interface MirrorStep {
  readonly tool: 'skopeo' | 'crane' | 'regctl' | 'docker';
  readonly job: Job;
  readonly command: JobCommand;
  readonly source: ImageReference;
  readonly target: Destination;
  /** Whether all platforms of the source are copied. */
  readonly copiesAllPlatforms: Truth;
  /** Whether it says which platform it takes, so that the others are left out on purpose. */
  readonly namesPlatform: boolean;
  readonly span: Span;
}

import type { Platform } from '../oci/index.ts';
import type { SourceFile, Span } from '../source/source-file.ts';
import type { Cause, OpenList, Truth } from '../value/index.ts';
import type { BuildStep, Destination } from './build/build-step.ts';
import type { JobCommand } from './command/shell-command.ts';
import type { SwallowedWords } from './command/swallowed-words.ts';
import type { ToolUse } from './command/tool-use.ts';
import type { Dockerfile } from './dockerfile/dockerfile.ts';
import type { PublishedImage } from './image/published-image.ts';
import type { LostValue } from './lost/lost-value.ts';
import type { Runner } from './machine/runner.ts';
import type { MergeEntry, MergeStep, MirrorStep } from './merge/merge-step.ts';
import type { ActionUse } from './pipeline/action-use.ts';
import type { ArtifactDownload, ArtifactUpload } from './pipeline/artifact.ts';
import type { DotenvVariables } from './pipeline/dotenv.ts';
import type { Job, ShadowedScript } from './pipeline/job.ts';
import type { Pipeline, Rejection } from './pipeline/pipeline.ts';

/** Everything the repository says about how its images are built. The only thing a rule sees. */
export interface Project {
  readonly files: readonly SourceFile[];
  readonly pipelines: readonly Pipeline[];
  /** What each job does, in the pipelines' order. */
  readonly work: ReadonlyMap<Job, JobWork>;
  readonly builds: OpenList<BuildStep>;
  readonly merges: OpenList<MergeStep>;
  readonly mirrors: readonly MirrorStep[];
  /** The images that are published for several platforms, each with the steps that make it. */
  readonly images: readonly MultiArchImage[];
  readonly links: readonly MergeLink[];
  readonly dockerfiles: readonly Dockerfile[];
  readonly runners: OpenList<Runner>;
  readonly expectations: Expectations;
  /** What registries say about base images, by reference as written; empty unless they were asked. */
  readonly published: ReadonlyMap<string, PublishedImage>;
  /** What GitHub refuses about the composite actions of the repository that its jobs use. */
  readonly refusedActions: readonly Rejection[];
  /** Files and parts of files that could not be read. */
  readonly unreadable: readonly Unreadable[];
  /** What was not read because it lives elsewhere or is beyond a static reading; the rest is analysed. */
  readonly notAnalysed: readonly Cause[];
}

/** What one job does. */
export interface JobWork {
  readonly commands: OpenList<JobCommand>;
  /** Open where some of its commands lie out of sight and may build. A job that can never run builds nothing. */
  readonly builds: OpenList<BuildStep>;
  /** Of what opens `builds`, that which most probably does build: `make image`, scripts of templates that were not read. */
  readonly likelyBuilders: readonly Cause[];
  /** Open as `builds` is. */
  readonly merges: OpenList<MergeStep>;
  readonly mirrors: readonly MirrorStep[];
  /** Words of its scripts that stand with a command and that the shell does not read as a part of it. */
  readonly swallowed: readonly SwallowedWords[];
  /** The variables that it hands on by its dotenv reports; for GitHub its `outputs`. */
  readonly handsOn: DotenvVariables;
  /** What it would do with the scripts that its own takes the place of. */
  readonly shadowed: readonly ShadowedWork[];
  /** How it gets at its tools and calls them. */
  readonly toolUse: ToolUse;
  /** The actions of its steps, in order, those inside of composite actions too; none in GitLab, like the following. */
  readonly actions: readonly ActionUse[];
  readonly uploads: readonly ArtifactUpload[];
  readonly downloads: readonly ArtifactDownload[];
  /** The expressions that read what is not there. */
  readonly lostValues: readonly LostValue[];
}

/** A job as it would be if a script of its template ran in front of its own. */
export interface ShadowedWork {
  readonly script: ShadowedScript;
  /** All commands then; read when asked for. */
  commands(): OpenList<JobCommand>;
}

/** A file, or a part of it, that is broken. */
export interface Unreadable {
  /** A sentence without full stop: what is wrong, with the parser's words. */
  readonly message: string;
  readonly at: Span;
}

/** An image whose parts are built for several platforms, and what joins them. */
export interface MultiArchImage {
  /** The reference with the architecture left out, for messages. */
  readonly shown: string;
  readonly builds: OpenList<BuildStep>;
  readonly merges: readonly MergeStep[];
}

/** A merge entry with the build that pushes its source. */
export interface MergeLink {
  readonly merge: MergeStep;
  readonly entry: MergeEntry;
  readonly build: BuildStep;
  readonly destination: Destination;
  /** Whether the two references are equal: "yes" or "unknown"; pairs that certainly differ are no links. */
  readonly same: Truth;
}

/** What the owner of the repository asks for, from the policy file. */
export interface Expectations {
  /** Platforms every published image must have. Empty: those that the repository itself declares. */
  readonly platforms: readonly Platform[];
  readonly optionalPlatforms: readonly Platform[];
  readonly images: readonly ImageExpectation[];
  readonly emulation: 'forbid' | 'warn' | 'allow';
  readonly builders: ReadonlyMap<string, 'allow' | 'warn' | 'forbid'>;
  /** Runner labels with what they stand for. */
  readonly runnerLabels: ReadonlyMap<
    string,
    { readonly platform?: Platform; readonly privileged?: boolean; readonly executor?: string }
  >;
}

/** An exception for one image, named by its reference as written in CI. */
export interface ImageExpectation {
  readonly name: string;
  readonly platforms?: readonly Platform[];
  /** The image is published per architecture on purpose. */
  readonly needsNoMerge: boolean;
}

import type { Span } from '../../source/source-file.ts';
import type { Field, OpenList, Text, Truth } from '../../value/index.ts';
import type { Job } from './job.ts';

/**
 * Files that a job of GitHub hands to later jobs of the run under a name (`actions/upload-artifact`).
 *
 * Source: github.com/actions/upload-artifact, README: from v4 on a name can be used once in a run; before, uploads of one
 * name were put together.
 */
export interface ArtifactUpload {
  readonly job: Job;
  /** `artifact` where none is written. */
  readonly name: Text;
  /** Files, folders and globs, relative to the checkout where that is known; the base below which they are stored is not part of it. */
  readonly paths: OpenList<Text>;
  /** Whether a second upload of the name in one run fails: "yes" from v4 on, unless it overwrites. */
  readonly nameIsTaken: Truth;
  /** Whether an upload of the name replaces the one before: `overwrite: true`. */
  readonly overwrites: Truth;
  readonly runs: Truth;
  /** The input `name`, or the value of `uses` where none is written. */
  readonly span: Span;
  /** The input `path`. */
  readonly pathSpan: Span;
}

/** Artifacts that a job takes (`actions/download-artifact`). */
export interface ArtifactDownload {
  readonly job: Job;
  /** One by its name, those whose names fit a glob, or all of the run. */
  readonly takes:
    | { readonly is: 'name'; readonly name: Text }
    | { readonly is: 'pattern'; readonly pattern: Text }
    | { readonly is: 'all' }
    /** Another run, another repository, or artifacts by their numbers. */
    | { readonly is: 'elsewhere' };
  /** The folder into which they are unpacked, relative to the checkout where that is known. */
  readonly folder: Text;
  /** Whether the files of several artifacts come to lie in one folder, instead of one folder for each: `merge-multiple`. */
  readonly mergesFolders: Truth;
  /** The major version of the action; unset if it is pinned by something else. */
  readonly major: Field<number>;
  readonly runs: Truth;
  /** The input `name` or `pattern`, or the value of `uses` where neither is written. */
  readonly span: Span;
}

import type { RunOutputs } from '../github/step.ts';
import type {
  ActionUse,
  ArtifactDownload,
  ArtifactUpload,
  Cache,
  JobCommand,
  LostValue,
  Pipeline,
} from '../model/index.ts';
import type { Platform } from '../oci/index.ts';
import type { ScriptInput } from '../script/read-commands.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { Cause, Field, OpenList, Text } from '../value/index.ts';
import type { Checkout } from './checkouts.ts';
import type { LocalAction } from './local-action.ts';

/** What the steps of a job do. */
export interface JobRun {
  /** Every command of the job, those of its actions among them, in order; open where something out of sight may build. */
  readonly commands: OpenList<JobCommand>;
  readonly actions: readonly ActionUse[];
  /** What it has checked out, and into which folders. */
  readonly checkouts: readonly Checkout[];
  readonly uploads: readonly ArtifactUpload[];
  readonly downloads: readonly ArtifactDownload[];
  readonly caches: readonly Cache[];
  /** The scripts that a shell reads, as written. */
  readonly scripts: readonly EmbeddedText[];
  /** What the job hands on, by name. */
  readonly outputs: ReadonlyMap<string, Text>;
  /** What is read and not there, in the job's steps and in its other keys. */
  readonly lost: readonly LostValue[];
}

/** What running a job's steps needs beside the job. */
export interface StepsSurroundings extends Pick<ScriptInput, 'readFile' | 'paths' | 'readMake'> {
  readonly machine: Field<Platform>;
  /** The outputs of the jobs that ran before. */
  readonly outputs: RunOutputs;
  /** The names of all outputs that a job declares, by its id and pipeline; `undefined`: not known. */
  readonly declaredOutputs: (job: string, pipeline: Pipeline) => readonly string[] | undefined;
  /** The composite action in a folder of the repository, by its path from the checkout; why it is not known otherwise. */
  readonly readAction: (path: string) => LocalAction | Cause;
}

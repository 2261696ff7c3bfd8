import { indexTreatment, type MergeOptions } from '../../facts/merge-index.ts';
import type { ToolVersion } from '../../model/build/build-step.ts';
import type { JobCommand } from '../../model/command/shell-command.ts';
import type { IndexHandling, MergeTool } from '../../model/merge/merge-step.ts';
import type { Job } from '../../model/pipeline/job.ts';
import type { SourceFile } from '../../source/source-file.ts';
import { type Field, type Hole, hidden, set, type Text } from '../../value/index.ts';

/** What reading a job's merge steps may look at. */
export interface MergeContext {
  readonly job: Job;
  /** A file of the repository by its path from the root; `undefined` if it is not there. */
  readonly readFile: (path: string) => SourceFile | undefined;
}

/** One command of a job with the commands around it. */
export interface MergeCommand {
  readonly command: JobCommand;
  /** Program and arguments without wrappers such as `sudo`. */
  readonly program: string;
  readonly args: JobCommand['args'];
  /** Commands of the same job that run before it. */
  readonly earlier: () => readonly JobCommand[];
  readonly context: MergeContext;
  /** The value that stands for the names of files in its sources, and the folder in which they lie; absent where there are none. */
  readonly digestFolder?: { readonly hole: Hole; readonly folder: Text };
}

/** The options of a command that sets none. */
export const noOptions: MergeOptions = { takesAll: false, namesPlatform: false, keepsIndexes: false };

/** What the tool does with a source that is an index; unknown where its version decides and is not known. */
export function handlingOf(
  tool: MergeTool,
  version: ToolVersion,
  options: MergeOptions,
  { span }: JobCommand,
): Field<IndexHandling> {
  const treatment = indexTreatment(tool, version, options);
  if (treatment !== undefined) return set(treatment);
  return hidden({ kind: 'indirection', because: `the version of ${tool} is not known`, at: span });
}

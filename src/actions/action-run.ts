import type { ActionUse, ArtifactDownload, ArtifactUpload, Cache, JobCommand } from '../model/index.ts';
import type { Platform } from '../oci/index.ts';
import type { Cause, Field, Text } from '../value/index.ts';

/** What an action is run with. */
export interface ActionScene {
  readonly use: ActionUse;
  /** A variable of the step's environment; unset if certainly not there. */
  readonly environment: (name: string) => Field<Text>;
  /** The machine of the job. */
  readonly machine: Field<Platform>;
  /** The working directory of its commands: the checkout's root, as an empty text at `use.span`. */
  readonly directory: Text;
  /** A unique name of the job and step, for values that no other step shares. */
  readonly scope: string;
  /** Files that earlier steps wrote, by path as written. */
  readonly files: ReadonlyMap<string, Text>;
}

/** What an action does, in the model's words. What is left out is nothing. */
export interface ActionRun {
  /** The commands it runs that the tool readers understand, in the form in which the action calls them. */
  readonly commands?: readonly ActionCommand[];
  /** Its outputs, by name; an output that is not here is a hole of the step. */
  readonly outputs?: ReadonlyMap<string, Text>;
  /** The variables that it sets for the following steps. */
  readonly variables?: ReadonlyMap<string, Text>;
  readonly uploads?: readonly ArtifactUpload[];
  readonly downloads?: readonly ArtifactDownload[];
  readonly caches?: readonly Cache[];
  /** Why it may build or merge images that are not among `commands`. */
  readonly openTo?: readonly Cause[];
}

/** A command of an action: the words that matter to its readers; the rest of a `JobCommand` is filled in by whoever runs the steps. */
export interface ActionCommand extends Pick<JobCommand, 'program' | 'args'> {
  /** Variables that the action sets for this command alone. */
  readonly prefix?: ReadonlyMap<string, Text>;
  readonly stdin?: Text;
  /** Its working directory, relative to the checkout; that of the scene where it is not told. */
  readonly directory?: Text;
}

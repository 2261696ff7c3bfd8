import type { BuildStep, Destination, JobCommand } from '../../model/index.ts';
import type { Cause, Field, OpenList, Text, Truth } from '../../value/index.ts';
import type { Invocation } from '../program.ts';
import type { BuildContext } from './build-context.ts';
import type { Builders } from './builders.ts';
import type { StrayAssignment } from './stray-opt-outs.ts';

/** What a command does to the images of the machine, as far as builds and pushes go. */
export type ImageEvent =
  | { readonly is: 'build'; readonly draft: BuildDraft }
  /** Something that the command may build or push without being seen. */
  | { readonly is: 'hidden'; readonly causes: readonly Cause[] }
  /** A second name for an image. */
  | { readonly is: 'tag'; readonly command: JobCommand; readonly source: Text; readonly target: Destination }
  /** An image of the machine, or an archive, goes to a registry; without a destination, as a part of an index. */
  | {
      readonly is: 'push';
      readonly command: JobCommand;
      readonly source: Text;
      readonly destination: Field<Destination>;
      /** Whether all tags of the repository go, as with `docker push --all-tags`. */
      readonly everyTag: Truth;
    };

/** A build before later commands of the job are looked at. */
export interface BuildDraft {
  readonly step: Omit<BuildStep, 'destinations' | 'localTags' | 'pushed'>;
  /** Where the build itself pushes, if it pushes. */
  readonly destinations: OpenList<Destination>;
  /** Whether the build itself pushes. */
  readonly pushed: Truth;
  /** Names on the machine. */
  readonly localTags: OpenList<Destination>;
  /** Files into which it writes the image. */
  readonly archives: readonly Text[];
}

/** A command with all that a tool's reader looks at. */
export interface Scene {
  readonly context: BuildContext;
  readonly command: JobCommand;
  readonly invocation: Invocation;
  /** Where the job sets the variable that turns attestations off. */
  readonly assignments: readonly StrayAssignment[];
  /** The BuildKit builders as earlier commands left them. */
  readonly builders: Builders;
}

/** Reads the commands of one tool; nothing for those that neither build, tag nor push. */
export type CommandReader = (scene: Scene) => readonly ImageEvent[];

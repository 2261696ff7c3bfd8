import type { ToolVersion } from '../../model/build/build-step.ts';
import type { JobCommand } from '../../model/command/shell-command.ts';
import type { DeclaredPlatform, MergeEntry, MergeTool } from '../../model/merge/merge-step.ts';
import type { Platform } from '../../oci/index.ts';
import type { Cause, Field, OpenList, Text, Truth } from '../../value/index.ts';

/** What one command does to an image index that is put together by several commands. */
export interface ListChange {
  readonly tool: MergeTool;
  readonly version: ToolVersion;
  readonly command: JobCommand;
  /** Lists of one store are seen by the same tools: Docker's own, the one of podman and buildah, the registry. */
  readonly store: 'docker' | 'containers' | 'registry';
  readonly list: Text;
  readonly does: ListAction;
}

/** What a command does to the index. */
export type ListAction =
  /** Begins a list; an existing one of that name is kept where `amends`. */
  | { readonly is: 'create'; readonly entries: OpenList<MergeEntry>; readonly amends: Truth }
  /** Adds to a list. `whenNew` says what else is in it, if no command before began it. */
  | { readonly is: 'add'; readonly entries: OpenList<MergeEntry>; readonly whenNew?: Cause }
  | {
      readonly is: 'annotate';
      readonly source: Text;
      readonly platform: Field<Platform>;
      readonly declared?: DeclaredPlatform | undefined;
    }
  /** Writes it to a registry under `target`; where it `purges`, the machine forgets it. */
  | { readonly is: 'push'; readonly target: Text; readonly purges: Truth }
  | { readonly is: 'remove' };

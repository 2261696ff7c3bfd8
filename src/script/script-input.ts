import type { ShellCommand, Variables } from '../model/index.ts';
import type { Platform } from '../oci/index.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { SourceFile, Span } from '../source/source-file.ts';
import type { Field, Hole, OpenList, Text } from '../value/index.ts';
import type { MakeReader } from './run/make-call.ts';
import type { WrittenFiles } from './state/shell-state.ts';

/** A script and the world in which it starts. */
export interface ScriptInput {
  /** The items of the script in order; together they are one shell process. An item may hold several lines. */
  readonly items: OpenList<EmbeddedText>;
  /** The place of the script where it has no items. */
  readonly place: Span;
  readonly process: ShellCommand['process'];
  /** The variables it starts with; all of them are exported. */
  readonly variables: Variables;
  /** The machine on which it runs. */
  readonly machine: Field<Platform>;
  /** A unique name of the job, for values that no other job shares. */
  readonly scope: string;
  /** A name of the script that no other of the job has, where one script may run more than once. */
  readonly turn?: string;
  /** Variables that arrive from other jobs' dotenv reports, by name. */
  readonly given?: ReadonlyMap<string, Text>;
  /** A file of the repository by its path from the checkout; `undefined` if it is not there. */
  readonly readFile?: (path: string) => SourceFile | undefined;
  /** Every path of the repository. */
  readonly paths?: readonly string[];
  /** What a call of `make` runs; without it, nobody follows one. */
  readonly readMake?: MakeReader;
  /**
   * What the private characters in the items stand for, where values were already put into them; absent: expressions
   * that are replaced before a shell reads the items are looked for here.
   */
  readonly holes?: ReadonlyMap<string, Hole>;
  /** Whether the shell starts with `set -e`; absent: as its process does. */
  readonly stopsOnFailure?: boolean;
  /** Whether it starts with `set -o pipefail`; absent: it does. */
  readonly failsInPipes?: boolean;
  /** Where it starts, from the checkout; absent: there. */
  readonly directory?: Text;
  /** What other scripts wrote before. */
  readonly files?: WrittenFiles;
  /** The digest, without `sha256:`, of the image of a build, by the places that lead to its command, its own last. */
  readonly digestAt?: (places: readonly Span[]) => Hole;
  /** The variable that holds the path of the checkout; absent: that of GitLab. */
  readonly checkout?: string;
}

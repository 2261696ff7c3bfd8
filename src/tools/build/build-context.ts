import type { BakeFile } from '../../bake/bake-file.ts';
import type { Dockerfile, Job } from '../../model/index.ts';
import type { Platform } from '../../oci/index.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Field, Text } from '../../value/index.ts';

/** What the tools cannot know by themselves. */
export interface BuildContext {
  readonly job: Job;
  /**
   * The Dockerfile at a path as written, looked up in `directory` (relative to the checkout) and, where `context` is
   * set, in that folder as well. Unset: the repository certainly has no such file.
   */
  findDockerfile(path: Text, context: Field<Text>, directory: Text): Field<Dockerfile>;
  /** The bake or Compose file at a path as written, looked up likewise. */
  bakeFileAt(path: Text, directory: Text): Field<BakeFile>;
  /** Any other file of the repository; `undefined` if it has none there, or the path is not known. */
  fileAt(path: Text, directory: Text): SourceFile | undefined;
  /** The machine on which the job runs. */
  readonly machine: Field<Platform>;
}

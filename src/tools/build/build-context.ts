import type { Dockerfile, Job } from '../../model/index.ts';
import type { Field, Text } from '../../value/index.ts';

/** What the tools cannot know by themselves. */
export interface BuildContext {
  readonly job: Job;
  /**
   * The Dockerfile at a path as written, looked up in `directory` (relative to the checkout) and, where `context` is
   * set, in that folder as well. Unset: the repository certainly has no such file.
   */
  findDockerfile(path: Text, context: Field<Text>, directory: Text): Field<Dockerfile>;
}

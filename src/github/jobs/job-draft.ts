import type { Cache } from '../../model/cache/cache.ts';
import type { Job, Needs, Trigger } from '../../model/pipeline/job.ts';
import type { Field, OpenList } from '../../value/index.ts';

/** A job whose links to other jobs and pipelines, and what its steps come to, are still to be set. */
export type GithubJobDraft = Omit<Job, 'needs' | 'trigger' | 'caches'> & {
  needs: Needs;
  trigger: Field<Trigger>;
  /** Of its steps: set when they are run. */
  caches: OpenList<Cache>;
};

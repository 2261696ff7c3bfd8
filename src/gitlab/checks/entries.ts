import type { Rejection } from '../../model/pipeline.ts';
import type { MergedConfig } from '../jobs/find-jobs.ts';
import type { JobEntry } from '../jobs/job-entry.ts';

/** What GitLab's validation of single entries refuses, in its order: the global keywords first, then job by job. */
export function checkEntries(_config: MergedConfig, _jobs: readonly JobEntry[]): readonly Rejection[] {
  return [];
}

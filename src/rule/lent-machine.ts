import type { Job } from '../model/pipeline/job.ts';
import { isOfGithub } from '../model/words.ts';

/** An advice, and for jobs of GitHub the other way: a machine that is thrown away, on which a daemon does no harm. */
export const orOnLentMachine = (job: Job, advice: string): string =>
  isOfGithub(job)
    ? `run the job on a machine that GitHub lends for it, such as \`ubuntu-24.04\`, or ${advice}`
    : advice;

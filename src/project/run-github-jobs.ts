import type { UnrunJob } from '../github/step.ts';
import type { Job, Pipeline } from '../model/index.ts';
import type { JobRun, StepsSurroundings } from '../steps/job-run.ts';
import { runSteps } from '../steps/run-steps.ts';
import { groupBy, onceFor, type Text } from '../value/index.ts';
import { handedOn } from './handed-on.ts';
import { inOrderOfNeeds } from './order-of-needs.ts';

/** What the steps of each job do. */
export type JobRuns = ReadonlyMap<Job, JobRun>;

/**
 * Runs the steps of all jobs of GitHub workflows, each after the jobs that it needs, so that it sees what they hand
 * on. The outputs of a called workflow are those of the job that calls it.
 */
export function runGithubJobs(
  unrun: ReadonlyMap<Job, UnrunJob>,
  surroundings: (job: Job) => Omit<StepsSurroundings, 'outputs'>,
): JobRuns {
  const runs = new Map<Job, JobRun>();
  const outputs = (id: string, output: string, pipeline: Pipeline): Text | undefined =>
    handedOn(jobsOf(pipeline).get(id.toLowerCase()) ?? [], output, runs);
  for (const job of inOrderOfNeeds([...unrun.keys()])) {
    const steps = unrun.get(job);
    if (steps !== undefined) runs.set(job, runSteps(job, steps, { ...surroundings(job), outputs }));
  }
  return runs;
}

/** The jobs of a pipeline by the id they are written under, which has no case. */
const jobsOf = onceFor(({ jobs }: Pipeline) => groupBy(jobs.items, ({ definition }) => definition.name.toLowerCase()));

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
  surroundings: (job: Job) => Omit<StepsSurroundings, 'outputs' | 'declaredOutputs'>,
): JobRuns {
  const runs = new Map<Job, JobRun>();
  const jobsCalled = (id: string, pipeline: Pipeline): readonly Job[] => jobsOf(pipeline).get(id.toLowerCase()) ?? [];
  const outputs = (id: string, output: string, pipeline: Pipeline): Text | undefined =>
    handedOn(jobsCalled(id, pipeline), output, runs);
  const declaredOutputs = (id: string, pipeline: Pipeline): readonly string[] | undefined =>
    declared(jobsCalled(id, pipeline), unrun);
  for (const job of inOrderOfNeeds([...unrun.keys()])) {
    const steps = unrun.get(job);
    if (steps !== undefined) runs.set(job, runSteps(job, steps, { ...surroundings(job), outputs, declaredOutputs }));
  }
  return runs;
}

/** The outputs of the instances of a job; not known of one that calls a workflow which was not read. */
function declared(jobs: readonly Job[], unrun: ReadonlyMap<Job, UnrunJob>): readonly string[] | undefined {
  const known = jobs.map((job) => {
    const isRead = job.trigger.is === 'unset' || (job.trigger.is === 'set' && job.trigger.value.starts.is === 'child');
    return isRead ? unrun.get(job)?.outputs : undefined;
  });
  if (known.length === 0 || known.includes(undefined)) return undefined;
  return [...new Set(known.flatMap((outputs) => [...(outputs?.keys() ?? [])]))];
}

/** The jobs of a pipeline by the id they are written under, which has no case. */
const jobsOf = onceFor(({ jobs }: Pipeline) => groupBy(jobs.items, ({ definition }) => definition.name.toLowerCase()));

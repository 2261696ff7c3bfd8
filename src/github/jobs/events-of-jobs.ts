import { githubContexts } from '../contexts.ts';
import { type JobEvents, jobEvents } from '../events/job-events.ts';
import { definitionScope, noOutputs, type PipelineScene } from './job-scope.ts';
import { neededIds, orderOfNeeds } from './needs.ts';
import { conditionAt, optional } from './steps.ts';
import type { WrittenJob } from './written-job.ts';

/** The events under which each job of a workflow runs, by its id in lower case. */
export function eventsOfJobs(jobs: readonly WrittenJob[], scene: PipelineScene): ReadonlyMap<string, JobEvents> {
  const found = new Map<string, JobEvents>();
  for (const job of orderOfNeeds(jobs)) {
    const condition = conditionAt(job.body);
    const needed = runsAfterFailure(condition?.text ?? '') ? [] : neededIds(job.body);
    const events = jobEvents({
      starts: scene.start.starts,
      ...optional('condition', condition),
      contextsOf: (facts) => githubContexts(definitionScope(job, scene, { facts, outputs: noOutputs })),
      needs: needed.flatMap(({ id }) => found.get(id.toLowerCase()) ?? []),
    });
    found.set(job.id.toLowerCase(), events);
  }
  return found;
}

/** Whether a condition lets its job run though a job that it needs has not succeeded. */
export const runsAfterFailure = (condition: string): boolean => /\b(?:always|cancelled|failure)\s*\(/i.test(condition);

import { githubContexts } from '../contexts.ts';
import { type RunConditions, runConditions } from '../presence/run-conditions.ts';
import { definitionScope, noOutputs, type PipelineScene } from './job-scope.ts';
import { neededIds, orderOfNeeds } from './needs.ts';
import { conditionAt, optional } from './steps.ts';
import type { WrittenJob } from './written-job.ts';

/** When each job of a workflow runs, by its id in lower case. */
export function conditionsOfJobs(
  jobs: readonly WrittenJob[],
  scene: PipelineScene,
): ReadonlyMap<string, RunConditions> {
  const ancestors = ancestorsOf(jobs);
  return runConditions(
    jobs.map((job) => ({
      id: job.id,
      ...optional('condition', conditionAt(job.body)),
      needs: neededIds(job.body).map(({ id }) => id),
      at: job.span,
      contextsOf: (facts) => {
        const scope = definitionScope(job, scene, { facts, outputs: noOutputs });
        return githubContexts({ ...scope, needs: ancestors.get(job.id.toLowerCase()) ?? [] });
      },
    })),
    scene.start.starts,
  );
}

/** With more ids in all lists together, jobs are left with those that they name. */
const mostIds = 20_000;

/**
 * All jobs that a job waits for, directly or not, by its id in lower case: in the `if` of a job, and only there, `needs` holds them.
 * Source: github.com/actions/runner/issues/2356.
 */
function ancestorsOf(jobs: readonly WrittenJob[]): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, readonly string[]>();
  let room = mostIds;
  for (const { id, body } of orderOfNeeds(jobs)) {
    const own = neededIds(body).map((need) => need.id);
    const all = room > 0 ? [...new Set([...own, ...own.flatMap((need) => found.get(need.toLowerCase()) ?? [])])] : own;
    room -= all.length;
    found.set(id.toLowerCase(), all);
  }
  return found;
}

import type { Job } from '../model/index.ts';

/** The jobs in an order in which each comes behind those that it waits for; a circle is cut where it is met. */
export function inOrderOfNeeds(jobs: readonly Job[]): readonly Job[] {
  const ordered = new Set<Job>();
  const begun = new Set<Job>();
  const stack = jobs.toReversed();
  for (let job = stack.at(-1); job !== undefined; job = stack.at(-1)) {
    const ahead = begun.has(job) ? [] : waitedFor(job).filter((one) => !begun.has(one));
    begun.add(job);
    if (ahead.length > 0) for (const one of ahead) stack.push(one);
    else {
      ordered.add(job);
      stack.pop();
    }
  }
  return [...ordered];
}

/** The jobs it needs, those that its caller needs, and those of the pipeline that it starts. */
function waitedFor({ needs, pipeline, trigger }: Job): readonly Job[] {
  const child = trigger.is === 'set' && trigger.value.starts.is === 'child' ? trigger.value.starts.pipeline : undefined;
  return [...jobsIn(needs), ...jobsIn(pipeline.startedBy?.needs), ...(child?.jobs.items ?? [])];
}

const jobsIn = (needs: Job['needs'] | undefined): readonly Job[] =>
  needs?.by === 'list' ? needs.needs.items.flatMap(({ jobs }) => jobs) : [];

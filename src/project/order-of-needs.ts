import type { Job, Pipeline } from '../model/index.ts';

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

/** The jobs it needs, those that its caller needs, and so on up to the first, and those of the pipeline that it starts. */
function waitedFor({ needs, pipeline, trigger }: Job): readonly Job[] {
  const child = trigger.is === 'set' && trigger.value.starts.is === 'child' ? trigger.value.starts.pipeline : undefined;
  return [
    ...jobsIn(needs),
    ...callersOf(pipeline).flatMap((caller) => jobsIn(caller.needs)),
    ...(child?.jobs.items ?? []),
  ];
}

/** The job that starts a pipeline, the one that starts the pipeline of that, and so on. */
function callersOf({ startedBy }: Pipeline): readonly Job[] {
  const callers: Job[] = [];
  for (let caller = startedBy; caller !== undefined; caller = caller.pipeline.startedBy) callers.push(caller);
  return callers;
}

const jobsIn = (needs: Job['needs']): readonly Job[] =>
  needs.by === 'list' ? needs.needs.items.flatMap(({ jobs }) => jobs) : [];

import type { Job } from '../model/pipeline/job.ts';
import { type Platform, soleArchIn } from '../oci/index.ts';
import { knownString } from '../value/index.ts';

/** A job and the platform that it works for. */
export interface JobOfPlatform {
  readonly job: Job;
  readonly platform: Platform;
}

/**
 * A variable that holds the name of the architecture in all of the jobs, as Go spells it: one of the matrix, or else one of
 * the jobs' variables.
 */
export function archVariableOf(members: readonly JobOfPlatform[]): string | undefined {
  const [first] = members;
  if (first === undefined) return undefined;
  return [...first.job.matrix.keys(), ...first.job.variables.defined.keys()].find((name) =>
    members.every(({ job, platform }) => valueIn(job, name) === platform.architecture && platform.variant === ''),
  );
}

/** The value of a variable in a job where it is known. */
function valueIn({ matrix, variables }: Job, name: string): string | undefined {
  const value = matrix.get(name) ?? variables.defined.get(name)?.value;
  return value === undefined ? undefined : knownString(value);
}

/** A matrix variable of which every value in the job's definition names an architecture, in words of its own. */
export function archMatrixVariable({ definition, pipeline, matrix }: Job): string | undefined {
  const instances = pipeline.jobs.items.filter((job) => job.definition === definition);
  const names = [...matrix.keys()].filter((name) =>
    instances.every((job) => soleArchIn(valueIn(job, name) ?? '') !== undefined),
  );
  return names.length === 1 ? names[0] : undefined;
}

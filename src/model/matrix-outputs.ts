import { holesOf, knownString, textKey } from '../value/index.ts';
import type { Job } from './job.ts';
import type { MergeEntry, MergeStep } from './merge-step.ts';
import type { Project } from './project.ts';

/** An output that several jobs of a matrix set, and that a merge takes for the image of one. */
export interface SharedOutput {
  readonly output: string;
  /** The jobs that set it, to different values. */
  readonly jobs: readonly Job[];
  readonly merge: MergeStep;
  readonly entry: MergeEntry;
}

/**
 * Outputs of matrix jobs in the sources of merges, of which GitHub keeps the value of the last job that sets them: each output of
 * a merge once.
 *
 * Source: docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/pass-job-outputs (matrix jobs).
 */
export function sharedOutputs(project: Project): readonly SharedOutput[] {
  return project.merges.items.flatMap((merge) => {
    const found = new Map<string, SharedOutput>();
    for (const entry of merge.entries.items) {
      for (const { id, output } of outputsIn(entry)) {
        const jobs = jobsThatSet(project, merge.job, { id, output });
        const key = `${id} ${output}`;
        if (jobs.length > 1 && !found.has(key)) found.set(key, { output, jobs, merge, entry });
      }
    }
    return [...found.values()];
  });
}

/** The outputs of other jobs that the reference of an entry is made of. */
function outputsIn({ source }: MergeEntry): readonly { readonly id: string; readonly output: string }[] {
  return holesOf(source.text).flatMap(({ symbol }) =>
    [...symbol.matchAll(/needs\.([\w-]+)\.outputs\.([\w-]+)@/g)].map(([, id = '', output = '']) => ({ id, output })),
  );
}

/** The jobs of a matrix that set an output; none if they agree on its value. */
function jobsThatSet(
  { work }: Project,
  { pipeline }: Job,
  { id, output }: { readonly id: string; readonly output: string },
): readonly Job[] {
  const values = new Map<Job, string>();
  for (const job of pipeline.jobs.items) {
    if (job.definition.name.toLowerCase() !== id.toLowerCase()) continue;
    const value = work.get(job)?.handsOn.get(output);
    if (value !== undefined && knownString(value) !== '') values.set(job, textKey(value));
  }
  return new Set(values.values()).size > 1 ? [...values.keys()] : [];
}

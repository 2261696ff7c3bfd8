import type { ImageReference } from '../../oci/index.ts';
import type { Span } from '../../source/source-file.ts';
import { holesOf, knownString, textKey } from '../../value/index.ts';
import type { Job } from '../pipeline/job.ts';
import type { Project } from '../project.ts';

/** An output that several jobs of a matrix set, and that another job takes for the image of one. */
export interface SharedOutput {
  readonly output: string;
  /** The jobs that set it, to different values. */
  readonly jobs: readonly Job[];
  /** The job that joins or copies the image. */
  readonly taker: Job;
  /** Where it names the image. */
  readonly at: Span;
}

/**
 * Outputs of matrix jobs in the sources of merges and copies, of which GitHub keeps the value of the last job that sets them: each
 * output of a taker once.
 *
 * Source: docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/pass-job-outputs (matrix jobs).
 */
export function sharedOutputs(project: Project): readonly SharedOutput[] {
  const merged = project.merges.items.flatMap(({ job, entries }) =>
    entries.items.map(({ source, span }) => ({ taker: job, source, at: span })),
  );
  const copied = project.mirrors.map(({ job, source }) => ({ taker: job, source, at: source.text.span }));
  const found = new Map<string, SharedOutput>();
  for (const { taker, source, at } of [...merged, ...copied]) {
    for (const { id, output } of outputsIn(source)) {
      const jobs = jobsThatSet(project, taker, { id, output });
      const key = `${taker.pipeline.root.path} ${taker.name} ${id} ${output}`;
      if (jobs.length > 1 && !found.has(key)) found.set(key, { output, jobs, taker, at });
    }
  }
  return [...found.values()];
}

/** The outputs of other jobs that a reference is made of. */
function outputsIn({ text }: ImageReference): readonly { readonly id: string; readonly output: string }[] {
  return holesOf(text).flatMap(({ symbol }) =>
    !symbol.includes('needs.')
      ? []
      : [...symbol.matchAll(/needs\.([\w-]+)\.outputs\.([\w-]+)@/g)].map(([, id = '', output = '']) => ({
          id,
          output,
        })),
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

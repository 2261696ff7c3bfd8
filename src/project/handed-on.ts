import type { Job } from '../model/index.ts';
import type { JobRun } from '../steps/job-run.ts';
import { hole, holesOf, knownString, type Text, textKey } from '../value/index.ts';

/**
 * An output of the jobs that one entry of a workflow makes; `undefined` if they have not run. Of several jobs the
 * last one that sets it to something counts, so that it is known where only one does, or all agree.
 *
 * Source: docs.github.com/actions/reference/workflow-syntax (jobs.<job_id>.outputs, outputs of matrix jobs).
 */
export function handedOn(jobs: readonly Job[], output: string, runs: ReadonlyMap<Job, JobRun>): Text | undefined {
  const texts = jobs.flatMap((job) => {
    const text = outputOf(runs.get(job), output);
    return text === undefined ? [] : [text];
  });
  const filled = texts.filter((text) => knownString(text) !== '');
  const [first = texts[0]] = filled;
  if (first === undefined) return undefined;
  const isOne = new Set(filled.map(textKey)).size <= 1;
  const isOfOneJob = !jobs.some(isUnknownMatrix) || holesOf(first).length === 0;
  return isOne && isOfOneJob ? first : lastOne(jobs, output, first);
}

/** Names of outputs have no case. */
const outputOf = (run: JobRun | undefined, output: string): Text | undefined =>
  run?.outputs.get(output) ??
  [...(run?.outputs ?? [])].find(([name]) => name.toLowerCase() === output.toLowerCase())?.[1];

/** Whether one job stands for all of a matrix that is not known. */
const isUnknownMatrix = ({ definition, instance, matrix }: Job): boolean =>
  definition.keywords.has('strategy') && instance === undefined && matrix.size > 0;

function lastOne([job]: readonly Job[], output: string, { span }: Text): Text {
  const name = job?.definition.name ?? '';
  const expression = `needs.${name}.outputs.${output}`;
  const caller = job?.pipeline.startedBy?.name ?? '';
  return hole(`${expression}@${job?.pipeline.root.path ?? ''} ${caller}`, `\${{ ${expression} }}`, {
    kind: 'expression',
    because: `every job of the matrix \`${name}\` sets the output \`${output}\`, and the last one counts`,
    at: span,
  });
}

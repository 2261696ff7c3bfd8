import type { Pipeline } from '../../model/pipeline.ts';
import { literal } from '../../value/index.ts';
import type { GithubScope } from '../contexts.ts';
import type { GithubValue } from '../expression/github-value.ts';
import type { MatrixCell } from '../matrix/matrix-cell.ts';
import type { RunOutputs } from '../step.ts';
import type { WorkflowStart } from '../workflow/workflow-start.ts';
import { valueAt } from '../workflow/yaml-access.ts';
import { neededIds } from './needs.ts';
import { writtenValues } from './steps.ts';
import type { WrittenJob } from './written-job.ts';

/** What the jobs of a pipeline are read with. */
export interface PipelineScene {
  readonly start: WorkflowStart;
  readonly pipeline: Pipeline;
  /** Variables that the policy gives: `vars`. */
  readonly vars: ReadonlyMap<string, string>;
}

/** No job has run yet. */
export const noOutputs: RunOutputs = () => undefined;

/** What the names in the expressions of a workflow are made of, outside of its jobs. */
export function workflowScope({ start, pipeline, vars }: PipelineScene, outputs: RunOutputs = noOutputs): GithubScope {
  const { run, runName, workflow, inputs } = start;
  const name: GithubValue = { is: 'text', text: literal(runName, pipeline.span) };
  return {
    run,
    vars,
    github: new Map([['workflow', name]]),
    env: [writtenValues(valueAt(workflow.root, 'env'))],
    inputs: inputs(outputs),
  };
}

/** The same for a job, before its matrix is multiplied out. */
export function definitionScope(job: WrittenJob, scene: PipelineScene, outputs: RunOutputs = noOutputs): GithubScope {
  const scope = workflowScope(scene, outputs);
  const id: GithubValue = { is: 'text', text: literal(job.id, job.span) };
  return {
    ...scope,
    github: new Map([...(scope.github ?? []), ['job', id]]),
    env: [...(scope.env ?? []), writtenValues(valueAt(job.body, 'env'))],
    needs: neededIds(job.body).map((need) => need.id),
    outputs: (needed, output) => outputs(needed, output, scene.pipeline),
  };
}

/** The same for one job instance. `key`: what no other instance has for its name. */
export function jobScope(scope: GithubScope, cell: MatrixCell, key: string): GithubScope {
  const { values, rest, strategy } = cell;
  const hasMatrix = values.size > 0 || rest !== undefined;
  return {
    ...scope,
    job: key,
    ...(hasMatrix ? { matrix: new Map([...values].map(([name, { value }]) => [name, value])) } : {}),
    ...(rest === undefined ? {} : { matrixRest: rest }),
    ...(strategy.size === 0 ? {} : { strategy }),
  };
}

import type { Pipeline } from '../../model/pipeline/pipeline.ts';
import { literal, onceFor } from '../../value/index.ts';
import type { GithubScope } from '../contexts.ts';
import type { EventFacts } from '../events/event-facts.ts';
import { eventProperties } from '../events/event-properties.ts';
import type { GithubValue } from '../expression/github-value.ts';
import type { MatrixCell } from '../matrix/matrix-cell.ts';
import { asksForStatus } from '../presence/written-condition.ts';
import type { RunOutputs } from '../step.ts';
import { inputsOfEvent } from '../workflow/inputs.ts';
import type { WorkflowStart } from '../workflow/workflow-start.ts';
import { textAt, valueAt } from '../workflow/yaml-access.ts';
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

/** What is known of a run: its event, and the outputs of jobs. */
export interface RunFacts {
  readonly facts: EventFacts;
  readonly outputs: RunOutputs;
}

/** No job has run yet. */
export const noOutputs: RunOutputs = () => undefined;

/** What the names in the expressions of a workflow are made of, outside of its jobs. */
export function workflowScope(scene: PipelineScene, run: RunFacts): GithubScope {
  const isFixed = scene.start.caller === undefined || run.outputs === noOutputs;
  return isFixed ? fixedScope(scene, run) : scopeOf(scene, run);
}

/** Scopes that do not depend on what jobs hand on, by the reading of a workflow and the event: all jobs of it ask for them. */
const fixedScopes = onceFor((_: Pipeline) => new WeakMap<EventFacts, GithubScope>());

function fixedScope(scene: PipelineScene, run: RunFacts): GithubScope {
  const known = fixedScopes(scene.pipeline).get(run.facts);
  if (known !== undefined) return known;
  const scope = scopeOf(scene, run);
  fixedScopes(scene.pipeline).set(run.facts, scope);
  return scope;
}

function scopeOf({ start, pipeline, vars }: PipelineScene, { facts, outputs }: RunFacts): GithubScope {
  const { run, runName, workflow } = start;
  const inputs = start.inputs(outputs, facts);
  const properties = eventProperties(facts, run);
  const name: GithubValue = { is: 'text', text: literal(runName, pipeline.span) };
  return {
    run: run.run,
    workflow: readingOf(pipeline),
    vars,
    github: new Map([
      ...properties,
      ['workflow', name],
      ...(start.caller === undefined ? [['event', withInputs(properties.get('event'), inputs)] as const] : []),
    ]),
    env: [writtenValues(valueAt(workflow.root, 'env'))],
    inputs,
  };
}

/** `github.event` with the inputs of a workflow that is started by hand. */
function withInputs(event: GithubValue | undefined, inputs: GithubValue): GithubValue {
  const object = event?.is === 'object' ? event.object : { entries: new Map<string, GithubValue>() };
  return {
    is: 'object',
    object: { ...object, entries: new Map([...object.entries, ['inputs', inputsOfEvent(inputs)]]) },
  };
}

/** What no other reading of a workflow has: the jobs that call it, up to the workflow that the event starts. */
const readingOf = ({ root, startedBy }: Pipeline): string =>
  startedBy === undefined
    ? root.path
    : `${startedBy.definition.name}#${String(startedBy.instance?.number ?? 1)} of ${readingOf(startedBy.pipeline)}`;

/** The same for a job, before its matrix is multiplied out. */
export function definitionScope(job: WrittenJob, scene: PipelineScene, run: RunFacts): GithubScope {
  const scope = workflowScope(scene, run);
  const id: GithubValue = { is: 'text', text: literal(job.id, job.span) };
  return {
    ...scope,
    github: new Map([...(scope.github ?? []), ['job', id]]),
    env: [...(scope.env ?? []), writtenValues(valueAt(job.body, 'env'))],
    needs: neededIds(job.body).map((need) => need.id),
    needsSucceed: !asksForStatus(textAt(job.body, 'if')),
    outputs: (needed, output) => run.outputs(needed, output, scene.pipeline),
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

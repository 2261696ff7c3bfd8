import type { Pipeline } from '../../model/pipeline/pipeline.ts';
import type { Span } from '../../source/source-file.ts';
import { contextsWith, githubContexts } from '../contexts.ts';
import type { EventFacts } from '../events/event-facts.ts';
import type { GithubValue } from '../expression/github-value.ts';
import { hiddenValue } from '../expression/hidden-value.ts';
import type { RunOutputs, UnrunJob, WrittenValue } from '../step.ts';
import { callEvent, eventBody } from '../workflow/written-on.ts';
import { isMapping, mappingAt, textAt } from '../workflow/yaml-access.ts';
import { type PipelineScene, workflowScope } from './job-scope.ts';

/**
 * A calling job with the outputs of the workflow that it calls, in whose expressions `jobs` stands for the jobs of `child`.
 * Source: docs.github.com/actions/reference/workflow-syntax (on.workflow_call.outputs).
 */
export function handingOn(unrun: UnrunJob, child: PipelineScene, facts: EventFacts): UnrunJob {
  const outputs = new Map<string, WrittenValue>();
  const written = mappingAt(eventBody(child.start.workflow.root, callEvent), 'outputs');
  for (const [name, { key, value }] of written?.entries ?? []) {
    const text = isMapping(value) ? textAt(value, 'value') : undefined;
    if (text !== undefined) outputs.set(name, { name, text, key: key.span });
  }
  return {
    ...unrun,
    outputs,
    contexts: (known) =>
      contextsWith(
        githubContexts(workflowScope(child, { facts, outputs: known })),
        new Map([['jobs', jobsContext(child.pipeline, known)]]),
      ),
  };
}

function jobsContext(pipeline: Pipeline, known: RunOutputs): GithubValue {
  const entries = pipeline.definitions.map(({ name }) => {
    const outputs: GithubValue = {
      is: 'object',
      object: { entries: new Map(), rest: (output, at) => outputOf({ job: name, output, at }, pipeline, known) },
    };
    const properties = new Map([
      ['outputs', outputs],
      ['result', hidden({ job: name, property: 'result', at: pipeline.span }, pipeline)],
    ]);
    return [name.toLowerCase(), { is: 'object', object: { entries: properties } }] as const;
  });
  return { is: 'object', object: { entries: new Map(entries) } };
}

interface AskedOutput {
  readonly job: string;
  readonly output: string;
  readonly at: Span;
}

function outputOf({ job, output, at }: AskedOutput, pipeline: Pipeline, known: RunOutputs): GithubValue {
  const text = known(job, output, pipeline);
  return text === undefined ? hidden({ job, property: `outputs.${output}`, at }, pipeline) : { is: 'text', text };
}

interface Hidden {
  readonly job: string;
  readonly property: string;
  readonly at: Span;
}

function hidden({ job, property, at }: Hidden, pipeline: Pipeline): GithubValue {
  const shown = `\${{ jobs.${job}.${property} }}`;
  const symbol = `${shown.toLowerCase()}@${pipeline.startedBy?.name ?? ''}@${pipeline.root.path}`;
  return hiddenValue(symbol, shown, `\`${shown}\` shows only when the job has run`, at);
}

import { githubContexts } from '../contexts.ts';
import type { Contexts } from '../expression/github-value.ts';
import type { RunOutputs, Steps, UnrunJob } from '../step.ts';
import { mappingAt, textAt, valueAt } from '../workflow/yaml-access.ts';
import type { BuiltJob } from './build-job.ts';
import { definitionScope, jobScope, type PipelineScene } from './job-scope.ts';
import { textsOf } from './job-texts.ts';
import { conditionAt, optional, readSteps, writtenValues } from './steps.ts';

/** What the steps of a job are run with; a job that calls a workflow has none of its own. */
export function unrunJob({ written, cell, key, facts }: BuiltJob, scene: PipelineScene): UnrunJob {
  const { body } = written;
  const contexts = (outputs: RunOutputs): Contexts =>
    githubContexts(jobScope(definitionScope(written, scene, { facts, outputs }), cell, key));
  return {
    steps: { steps: readSteps(valueAt(body, 'steps')), ...defaultsOf(body, scene) },
    ...optional('condition', conditionAt(body)),
    outputs: writtenValues(valueAt(body, 'outputs')),
    texts: textsOf(body),
    textContexts: contexts,
    contexts,
  };
}

/** `defaults.run` of a job, over that of its workflow key by key. */
function defaultsOf(body: BuiltJob['written']['body'], { start }: PipelineScene): Omit<Steps, 'steps'> {
  const places = [body, start.workflow.root].map((mapping) => mappingAt(mappingAt(mapping, 'defaults'), 'run'));
  const [own, shared] = places;
  return {
    ...optional('shell', textAt(own, 'shell') ?? textAt(shared, 'shell')),
    ...optional('directory', textAt(own, 'working-directory') ?? textAt(shared, 'working-directory')),
  };
}

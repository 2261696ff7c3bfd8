import type { Pipeline, Rejection } from '../../model/pipeline.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { type Cause, closed, set, unset, yes } from '../../value/index.ts';
import { contextsWith, githubContexts } from '../contexts.ts';
import type { GithubValue } from '../expression/github-value.ts';
import { hiddenValue } from '../expression/hidden-value.ts';
import type { RunOutputs, UnrunJob, WrittenValue } from '../step.ts';
import { calledInputs, inputRejections } from '../workflow/inputs.ts';
import type { WorkflowFile } from '../workflow/open-workflow.ts';
import { readWorkflow } from '../workflow/read-workflow.ts';
import type { Session } from '../workflow/session.ts';
import type { WorkflowStart } from '../workflow/workflow-start.ts';
import { callEvent, eventBody } from '../workflow/written-on.ts';
import { isMapping, mappingAt, textAt, tightSpan, valueAt } from '../workflow/yaml-access.ts';
import type { BuiltJob } from './build-job.ts';
import { calledWorkflow } from './called-workflow.ts';
import type { PipelineScene } from './job-scope.ts';
import { workflowScope } from './job-scope.ts';
import { writtenValues } from './steps.ts';

/**
 * Links a job to the workflow that it calls, which is read with the inputs of this very job. One of another repository
 * is left as the only step of the job, so that those that are known can be run like actions.
 */
export function startCalled(built: BuiltJob, scene: PipelineScene, session: Session): readonly Rejection[] {
  const { job, written } = built;
  const uses = textAt(written.body, 'uses');
  if (uses === undefined) return [];
  const path = [...(scene.start.caller?.path ?? []), scene.start.workflow.file.path];
  const called = calledWorkflow(uses, path, session);
  if (called.is === 'read') return startRead(called.workflow, built, { scene, session, uses, path });
  const cause = called.is === 'elsewhere' ? called.cause : causeOf(called.rejection);
  if (called.is === 'elsewhere') {
    session.notAnalysed.push(cause);
    const unrun = session.unrun.get(job);
    if (unrun !== undefined) session.unrun.set(job, asStep(unrun, uses, written.body));
  }
  job.trigger = set({ starts: { is: 'unknown', causes: [cause] }, waits: yes, span: uses.span });
  return called.is === 'refused' ? [called.rejection] : [];
}

const causeOf = ({ message, at }: Rejection): Cause => ({
  kind: 'include',
  because: `GitHub refuses it: ${message}`,
  at,
});

const asStep = (unrun: UnrunJob, uses: EmbeddedText, body: YamlMapping): UnrunJob => ({
  ...unrun,
  steps: {
    steps: closed([
      {
        env: new Map(),
        does: { is: 'uses', uses, with: writtenValues(valueAt(body, 'with')) },
        span: tightSpan(body),
      },
    ]),
  },
});

interface Call {
  readonly scene: PipelineScene;
  readonly session: Session;
  readonly uses: EmbeddedText;
  readonly path: readonly string[];
}

/** Pipelines of called workflows that are read in one repository. */
const mostPipelines = 1000;

function startRead(workflow: WorkflowFile, built: BuiltJob, call: Call): readonly Rejection[] {
  const { job, written } = built;
  const { session, uses } = call;
  const given = mappingAt(written.body, 'with');
  const rejections = inputRejections(workflow.root, given, uses.span);
  if (session.pipelines.length > mostPipelines) {
    const cause: Cause = { kind: 'include', because: 'more workflows are called than are followed', at: uses.span };
    session.notAnalysed.push(cause);
    job.trigger = set({ starts: { is: 'unknown', causes: [cause] }, waits: yes, span: uses.span });
    return rejections;
  }
  const start = startOf(workflow, built, call);
  const pipeline = readWorkflow(start, session);
  job.trigger = set({ starts: { is: 'child', pipeline }, waits: yes, span: uses.span });
  const unrun = session.unrun.get(job);
  if (unrun !== undefined) session.unrun.set(job, handingOn(unrun, { start, pipeline, vars: call.scene.vars }));
  return rejections;
}

function startOf(workflow: WorkflowFile, { job, written }: BuiltJob, { scene, session, path }: Call): WorkflowStart {
  const given = mappingAt(written.body, 'with');
  const unrun = session.unrun.get(job);
  const { run, runName } = scene.start;
  const empty: GithubValue = { is: 'object', object: { entries: new Map() } };
  return {
    workflow,
    run,
    runName,
    inputs: (outputs) => {
      const own = githubContexts({ run, vars: scene.vars, inputs: empty });
      const contexts = unrun?.contexts(outputs);
      return contexts === undefined ? empty : calledInputs(workflow.root, { given, contexts }, own);
    },
    caller: { job, events: job.github?.events ?? [], permissions: job.github?.permissions ?? unset, path },
  };
}

/** The outputs of a calling job: those of the called workflow, where `jobs` stands for its jobs. */
function handingOn(unrun: UnrunJob, child: PipelineScene): UnrunJob {
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
        githubContexts(workflowScope(child, known)),
        new Map([['jobs', jobsContext(child.pipeline, known)]]),
      ),
  };
}

/** The context `jobs`, which the outputs of a called workflow are made of. */
function jobsContext(pipeline: Pipeline, known: RunOutputs): GithubValue {
  const entries = new Map<string, GithubValue>();
  for (const { name } of pipeline.definitions) {
    const outputs: GithubValue = {
      is: 'object',
      object: { entries: new Map(), rest: (output, at) => outputOf({ job: name, output, at }, pipeline, known) },
    };
    const result = hiddenValue(
      `jobs.${name}.result@${pipeline.root.path}`,
      `\${{ jobs.${name}.result }}`,
      `the result of the job \`${name}\` shows at run time`,
      pipeline.span,
    );
    entries.set(name.toLowerCase(), {
      is: 'object',
      object: {
        entries: new Map([
          ['outputs', outputs],
          ['result', result],
        ]),
      },
    });
  }
  return { is: 'object', object: { entries } };
}

interface AskedOutput {
  readonly job: string;
  readonly output: string;
  readonly at: Span;
}

function outputOf({ job, output, at }: AskedOutput, pipeline: Pipeline, known: RunOutputs): GithubValue {
  const text = known(job, output, pipeline);
  if (text !== undefined) return { is: 'text', text };
  const shown = `\${{ jobs.${job}.outputs.${output} }}`;
  const symbol = `${shown}@${pipeline.startedBy?.name ?? ''}@${pipeline.root.path}`;
  return hiddenValue(symbol, shown, `the output \`${output}\` of the job \`${job}\` shows at run time`, at);
}

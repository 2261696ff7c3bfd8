import type { Pipeline, Rejection } from '../../model/pipeline/pipeline.ts';
import type { EmbeddedText } from '../../source/embedded-text.ts';
import type { YamlMapping } from '../../syntax/yaml-value.ts';
import { type Cause, closed, set, unset, yes } from '../../value/index.ts';
import { githubContexts } from '../contexts.ts';
import { eventProperties } from '../events/event-properties.ts';
import type { GithubValue } from '../expression/github-value.ts';
import type { UnrunJob } from '../step.ts';
import { secretRejections } from '../workflow/call-secrets.ts';
import { calledInputs, inputRejections } from '../workflow/inputs.ts';
import type { WorkflowFile } from '../workflow/open-workflow.ts';
import type { Session } from '../workflow/session.ts';
import type { WorkflowStart } from '../workflow/workflow-start.ts';
import { mappingAt, textAt, tightSpan, valueAt } from '../workflow/yaml-access.ts';
import type { BuiltJob } from './build-job.ts';
import { calledWorkflow } from './called-workflow.ts';
import { handingOn } from './handing-on.ts';
import { definitionScope, jobScope, type PipelineScene } from './job-scope.ts';
import { permissionRejections } from './nested-permissions.ts';
import { type Grants, grantsIn } from './permissions.ts';
import { writtenValues } from './steps.ts';
import type { WrittenJob } from './written-job.ts';

/** What a call is followed with. */
export interface CallScene extends PipelineScene {
  readonly session: Session;
  /** Reads the called workflow as a pipeline of its own. */
  readonly read: (start: WorkflowStart) => Pipeline;
}

/** Pipelines of called workflows that are read in one repository. */
const mostPipelines = 1000;

/**
 * Links a job to the workflow that it calls, which is read with the inputs of this very job. One of another repository
 * is left as the only step of the job, so that those that are known can be run like actions. The answer is what GitHub
 * refuses about the call.
 */
export function startCalled(built: BuiltJob, scene: CallScene): readonly Rejection[] {
  const uses = textAt(built.written.body, 'uses');
  if (uses === undefined) return [];
  const { start, session } = scene;
  const path = [...(start.caller?.path ?? []), start.workflow.file.path];
  const called = calledWorkflow(uses, path, session);
  if (called.is === 'refused') {
    const { message, at } = called.rejection;
    leaveUnread(built, uses, { kind: 'include', because: `GitHub refuses it: ${message}`, at });
    return [called.rejection];
  }
  if (called.is === 'elsewhere') {
    leaveUnread(built, uses, called.cause);
    session.notAnalysed.push(called.cause);
    changeUnrun(built, session, (unrun) => asStep(unrun, uses, built.written.body));
    return [];
  }
  return startRead(called.workflow, { built, uses, path }, scene);
}

function leaveUnread({ job }: BuiltJob, { span }: EmbeddedText, cause: Cause): void {
  job.trigger = set({ starts: { is: 'unknown', causes: [cause] }, waits: yes, span });
}

function changeUnrun({ job }: BuiltJob, { unrun }: Session, change: (unrun: UnrunJob) => UnrunJob): void {
  const before = unrun.get(job);
  if (before !== undefined) unrun.set(job, change(before));
}

const asStep = (unrun: UnrunJob, uses: EmbeddedText, body: YamlMapping): UnrunJob => {
  const does = { is: 'uses', uses, with: writtenValues(valueAt(body, 'with')) } as const;
  const texts = unrun.texts.filter(({ place }) => place.is !== 'key' || place.key !== 'with');
  return { ...unrun, texts, steps: { steps: closed([{ env: new Map(), does, span: tightSpan(body) }]) } };
};

interface Call {
  readonly built: BuiltJob;
  readonly uses: EmbeddedText;
  readonly path: readonly string[];
}

function startRead(workflow: WorkflowFile, call: Call, scene: CallScene): readonly Rejection[] {
  const { built, uses } = call;
  const { session } = scene;
  const { id, body } = built.written;
  const rejections = [
    ...inputRejections(workflow.root, mappingAt(body, 'with'), uses.span),
    ...secretRejections(workflow.root, body, uses.span),
    ...permissionRejections({ root: workflow.root, uses, caller: id }, grantsOf(built.written, scene.start)),
  ];
  if (session.pipelines.length > mostPipelines) {
    const cause: Cause = { kind: 'include', because: 'more workflows are called than are followed', at: uses.span };
    session.notAnalysed.push(cause);
    leaveUnread(built, uses, cause);
    return rejections;
  }
  const start = startOf(workflow, call, scene);
  const pipeline = scene.read(start);
  built.job.trigger = set({ starts: { is: 'child', pipeline }, waits: yes, span: uses.span });
  changeUnrun(built, session, (unrun) => handingOn(unrun, { start, pipeline, vars: scene.vars }, built.facts));
  return rejections;
}

/** What a job may do, as far as it is written: by itself, for its workflow, or for the job that calls that. */
const grantsOf = ({ body }: WrittenJob, { workflow, caller }: WorkflowStart): Grants | undefined =>
  grantsIn(body) ?? grantsIn(workflow.root) ?? caller?.grants;

const noInputs: GithubValue = { is: 'object', object: { entries: new Map() } };

function startOf(workflow: WorkflowFile, { built, path }: Call, scene: CallScene): WorkflowStart {
  const { start, vars } = scene;
  const { job, written, starts, cell, key } = built;
  const { run, runName } = start;
  const given = mappingAt(written.body, 'with');
  return {
    workflow,
    run,
    runName,
    starts,
    inputs: (outputs, facts) => {
      const contexts = githubContexts(jobScope(definitionScope(written, scene, { facts, outputs }), cell, key));
      const own = githubContexts({ run: run.run, vars, github: eventProperties(facts, run), inputs: noInputs });
      return calledInputs(workflow.root, { given, contexts }, own);
    },
    caller: { job, permissions: job.github?.permissions ?? unset, grants: grantsOf(written, start), path },
  };
}

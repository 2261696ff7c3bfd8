import type { Job, JobDefinition } from '../../model/pipeline/job.ts';
import type { Pipeline, Rejection } from '../../model/pipeline/pipeline.ts';
import { type Cause, closed, distinctCauses } from '../../value/index.ts';
import { githubContexts } from '../contexts.ts';
import { type BuiltJob, buildJob } from '../jobs/build-job.ts';
import { startCalled } from '../jobs/call.ts';
import { conditionsOfJobs } from '../jobs/conditions-of-jobs.ts';
import { definitionScope, noOutputs, type PipelineScene } from '../jobs/job-scope.ts';
import { linkNeeds, needRejections } from '../jobs/needs.ts';
import { unrunJob } from '../jobs/unrun-job.ts';
import { type WrittenJob, writtenJobs } from '../jobs/written-job.ts';
import { expandMatrix } from '../matrix/expand-matrix.ts';
import type { RunConditions } from '../presence/run-conditions.ts';
import { identifierRejections } from './identifiers.ts';
import type { Session } from './session.ts';
import type { WorkflowStart } from './workflow-start.ts';
import { entryAt, valueAt } from './yaml-access.ts';

/** Jobs of all workflows of a repository together; behind so many no more are read. */
const mostJobs = 20_000;

/** Reads a workflow as it is started, and the workflows that its jobs call. The pipeline and those of its calls go to the session. */
export function readWorkflow(start: WorkflowStart, session: Session): Pipeline {
  const draft = draftOf(start);
  const scene: PipelineScene = { start, pipeline: draft, vars: varsOf(session.environment.variables) };
  session.pipelines.push(draft);
  const written = writtenJobs(start.workflow.root);
  const conditions = conditionsOfJobs(written, scene);
  const built = written.flatMap((job) => buildInstances(job, { ...scene, draft, session, conditions }));
  const jobs = built.map(({ job }) => job);
  linkNeeds(jobs, written, start.workflow.openTo.length === 0);
  for (const job of jobs) draft.jobs.items.push(job);
  for (const { definition } of written) draft.definitions.push(definition);
  for (const rejection of rejectionsOf(start, written)) draft.rejections.push(rejection);
  for (const one of built) session.unrun.set(one.job, unrunJob(one, scene));
  const callScene = { ...scene, session, read: (called: WorkflowStart) => readWorkflow(called, session) };
  for (const one of built) for (const rejection of startCalled(one, callScene)) draft.rejections.push(rejection);
  return draft;
}

/** A pipeline that is being filled. */
interface PipelineDraft extends Pipeline {
  readonly jobs: { readonly items: Job[]; readonly openTo: Cause[] };
  readonly definitions: JobDefinition[];
  readonly rejections: Rejection[];
}

const draftOf = ({ workflow, caller }: WorkflowStart): PipelineDraft => ({
  system: 'github',
  root: workflow.file,
  ...(caller === undefined ? {} : { startedBy: caller.job }),
  stages: closed([]),
  jobs: { items: [], openTo: [...workflow.openTo] },
  definitions: [],
  rejections: [],
  surprises: [],
  span: workflow.file.whole,
});

interface BuildScene extends PipelineScene {
  readonly draft: PipelineDraft;
  readonly session: Session;
  readonly conditions: ReadonlyMap<string, RunConditions>;
}

function buildInstances(written: WrittenJob, scene: BuildScene): readonly BuiltJob[] {
  const { draft, session } = scene;
  const conditions = scene.conditions.get(written.id.toLowerCase());
  if (conditions === undefined) return [];
  const scope = definitionScope(written, scene, { facts: conditions.events.facts, outputs: noOutputs });
  const expansion = expandMatrix(valueAt(written.body, 'strategy'), githubContexts(scope));
  for (const rejection of expansion.rejections) draft.rejections.push(rejection);
  const isFull = session.unrun.size + expansion.cells.length > mostJobs;
  const because = 'the workflows have too many jobs to be read';
  const limit: readonly Cause[] = isFull ? [{ kind: 'syntax', because, at: written.span }] : [];
  const causes = distinctCauses([...draft.jobs.openTo, ...expansion.openTo, ...limit]);
  draft.jobs.openTo.splice(0, draft.jobs.openTo.length, ...causes);
  if (isFull) return [];
  return expansion.cells.map((cell, index) =>
    buildJob({ written, cell, number: index + 1, expansion, conditions, scope }, scene),
  );
}

function rejectionsOf(
  { workflow: { root, rejections } }: WorkflowStart,
  written: readonly WrittenJob[],
): readonly Rejection[] {
  const jobsAt = entryAt(root, 'jobs')?.key.span ?? root.span;
  return [...rejections, ...identifierRejections(written), ...needRejections(written, jobsAt)];
}

/** `vars` by name: as `vars.NAME` where the policy tells the systems apart, else by the bare name. */
function varsOf(variables: ReadonlyMap<string, string>): ReadonlyMap<string, string> {
  const vars = new Map(variables);
  for (const [name, value] of variables) if (name.startsWith('vars.')) vars.set(name.slice('vars.'.length), value);
  return vars;
}

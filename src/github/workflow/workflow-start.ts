import type { Permissions } from '../../model/github-job.ts';
import type { Job } from '../../model/job.ts';
import type { Field } from '../../value/index.ts';
import type { GithubValue } from '../expression/github-value.ts';
import type { RunOutputs } from '../step.ts';
import type { WorkflowFile } from './open-workflow.ts';

/** A workflow as one event, or one job of another workflow, starts it. */
export interface WorkflowStart {
  readonly workflow: WorkflowFile;
  /** Path of the workflow that the event started. */
  readonly run: string;
  /** The name of that workflow: `github.workflow`. */
  readonly runName: string;
  /** The context `inputs`; a called workflow has those that its caller gives, which may hold what other jobs hand on. */
  readonly inputs: (outputs: RunOutputs) => GithubValue;
  readonly caller?: Caller;
}

/** The job that calls a workflow. */
export interface Caller {
  readonly job: Job;
  /** The events under which it runs. */
  readonly events: readonly string[];
  /** What its token may do, which the called workflow has where it says nothing. */
  readonly permissions: Field<Permissions>;
  /** The paths of the workflows that called each other, outermost first; the called one is not among them. */
  readonly path: readonly string[];
}

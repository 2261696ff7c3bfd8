import type { Permissions } from '../../model/pipeline/github-job.ts';
import type { Job } from '../../model/pipeline/job.ts';
import type { Field } from '../../value/index.ts';
import type { EventFacts } from '../events/event-facts.ts';
import type { EventRun } from '../events/event-properties.ts';
import type { GithubValue } from '../expression/github-value.ts';
import type { Grants } from '../jobs/permissions.ts';
import type { RunOutputs } from '../step.ts';
import type { WorkflowFile } from './open-workflow.ts';

/** A workflow as events start it, or one job of another workflow. */
export interface WorkflowStart {
  readonly workflow: WorkflowFile;
  /** The run: of the workflow that the event started. */
  readonly run: EventRun;
  /** The name of that workflow: `github.workflow`. */
  readonly runName: string;
  /** The events that start it, one by one; of a called workflow those under which its caller runs. */
  readonly starts: readonly EventFacts[];
  /** The context `inputs` under an event; a called workflow has those that its caller gives, which may hold what other jobs hand on. */
  readonly inputs: (outputs: RunOutputs, facts: EventFacts) => GithubValue;
  readonly caller?: Caller;
}

/** The job that calls a workflow. */
export interface Caller {
  readonly job: Job;
  /** What its token may do, which the called workflow has where it says nothing. */
  readonly permissions: Field<Permissions>;
  /** All that it may do, as far as it is written. */
  readonly grants: Grants | undefined;
  /** The paths of the workflows that called each other, outermost first; the called one is not among them. */
  readonly path: readonly string[];
}

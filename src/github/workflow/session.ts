import type { Environment } from '../../model/environment.ts';
import type { Pipeline } from '../../model/pipeline/pipeline.ts';
import type { Unreadable } from '../../model/project.ts';
import type { SourceFile } from '../../source/source-file.ts';
import type { Workspace } from '../../source/workspace.ts';
import type { Cause } from '../../value/index.ts';
import type { GithubJobDraft } from '../jobs/job-draft.ts';
import type { UnrunJob } from '../step.ts';
import type { WorkflowFile } from './open-workflow.ts';

/** What the reading of a repository's workflows gathers. */
export interface Session {
  readonly workspace: Workspace;
  readonly environment: Environment;
  readonly opened: Map<string, WorkflowFile | undefined>;
  readonly files: SourceFile[];
  readonly pipelines: Pipeline[];
  readonly unreadable: Unreadable[];
  readonly notAnalysed: Cause[];
  readonly unrun: Map<GithubJobDraft, UnrunJob>;
  /** The paths of workflows that others call. */
  readonly called: Set<string>;
}

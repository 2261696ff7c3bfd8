import type { Environment } from '../model/environment.ts';
import type { Job } from '../model/pipeline/job.ts';
import type { Pipeline } from '../model/pipeline/pipeline.ts';
import type { Unreadable } from '../model/project.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Workspace } from '../source/workspace.ts';
import { type Cause, distinctCauses } from '../value/index.ts';
import { writtenJobs } from './jobs/written-job.ts';
import { selfPath } from './self-path.ts';
import type { UnrunJob } from './step.ts';
import { eventStarts, startedInputs } from './workflow/event-starts.ts';
import { openWorkflow, type WorkflowFile } from './workflow/open-workflow.ts';
import { readWorkflow } from './workflow/read-workflow.ts';
import type { Session } from './workflow/session.ts';
import { isOnlyCalled } from './workflow/written-on.ts';
import { entryAt, textAt } from './workflow/yaml-access.ts';

/** The pipelines that the workflows of a repository are. */
export interface GithubReading {
  /** Each workflow that an event starts, with those that its jobs call behind it; then those that nothing in the repository calls. */
  readonly pipelines: readonly Pipeline[];
  /** Every file that was read, once. */
  readonly files: readonly SourceFile[];
  readonly unreadable: readonly Unreadable[];
  /** Workflows of other repositories, and what could not be followed. */
  readonly notAnalysed: readonly Cause[];
  /** Of each job, what its steps are run with. */
  readonly unrun: ReadonlyMap<Job, UnrunJob>;
}

/** Reads the workflows at these paths and all that they call in the repository. Never throws. */
export function readGithubPipelines(
  workspace: Workspace,
  environment: Environment,
  paths: readonly string[],
): GithubReading {
  const session: Session = {
    workspace,
    environment,
    opened: new Map(),
    files: [],
    pipelines: [],
    unreadable: [],
    notAnalysed: [],
    unrun: new Map(),
    called: new Set(),
  };
  const workflows = paths.flatMap((path) => openWorkflow(path, session) ?? []);
  const byOthers = new Set(workflows.flatMap(pathsCalled));
  const [called, started] = [
    workflows.filter(({ root }) => isOnlyCalled(root)),
    workflows.filter(({ root }) => !isOnlyCalled(root)),
  ];
  for (const workflow of [...started, ...called.filter(({ file }) => !byOthers.has(file.path))])
    start(workflow, session);
  const inCircles = called.filter(({ file }) => byOthers.has(file.path));
  for (const workflow of inCircles) if (!session.called.has(workflow.file.path)) start(workflow, session);
  const { pipelines, files, unreadable, notAnalysed, unrun } = session;
  return { pipelines, files, unreadable, notAnalysed: distinctCauses(notAnalysed), unrun };
}

/** The paths of the workflows of the repository that a workflow calls. */
const pathsCalled = ({ root }: WorkflowFile): readonly string[] =>
  writtenJobs(root).flatMap(({ body }) => selfPath(textAt(body, 'uses')?.text ?? '') ?? []);

/** A workflow that an event starts; one that can also be called is given its inputs by whoever starts it. */
function start(workflow: WorkflowFile, session: Session): void {
  const { root, file } = workflow;
  const at = entryAt(root, 'on')?.key.span ?? root.span;
  readWorkflow(
    {
      workflow,
      run: { run: file.path, at },
      runName: textAt(root, 'name')?.text ?? file.path,
      starts: eventStarts(root),
      inputs: (_outputs, facts) => startedInputs(root, facts),
    },
    session,
  );
}

import { type CompositeAction, readAction } from '../github/actions-files/read-action.ts';
import { type GithubReading, readGithubPipelines } from '../github/read-workflows.ts';
import { readGitlabPipelines } from '../gitlab/read-pipelines.ts';
import { readMake } from '../make/read-make.ts';
import {
  type Expectations,
  type Job,
  machinePlatform,
  type Pipeline,
  type Rejection,
  type Unreadable,
} from '../model/index.ts';
import type { Policy } from '../policy/policy.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Workspace } from '../source/workspace.ts';
import type { JobRun, StepsSurroundings } from '../steps/job-run.ts';
import { type Cause, mapField } from '../value/index.ts';
import type { Discovery } from './discover.ts';
import { type CommandsByJob, readCommandsOfJobs } from './read-commands-of-jobs.ts';
import { type JobRuns, runGithubJobs } from './run-github-jobs.ts';
import type { SourceReader } from './source-reader.ts';

/** The pipelines of a repository, whatever systems run them, with what their jobs do. */
export interface PipelinesRead {
  readonly pipelines: readonly Pipeline[];
  /** The commands of each job, in the order of the pipelines. */
  readonly commands: CommandsByJob;
  /** What the steps of GitHub's jobs do beside running commands. */
  readonly runs: JobRuns;
  readonly files: readonly SourceFile[];
  /** What GitHub refuses about the composite actions that jobs use. */
  readonly refusedActions: readonly Rejection[];
  readonly unreadable: readonly Unreadable[];
  readonly notAnalysed: readonly Cause[];
}

/** What reading pipelines needs beside the files. */
export interface PipelineSources {
  readonly policy: Policy;
  readonly found: Discovery;
  readonly read: SourceReader['read'];
}

/** Reads the pipelines of both systems and follows what their jobs run. */
export function readPipelines(workspace: Workspace, sources: PipelineSources): PipelinesRead {
  const { found, policy, read } = sources;
  const { environment, expectations } = policy;
  const gitlab = found.gitlab === undefined ? nothingRead : readGitlabPipelines(workspace, environment, found.gitlab);
  const github =
    found.workflows.length === 0 ? nothingRead : readGithubPipelines(workspace, environment, found.workflows);
  const scripts = noting(read);
  const given = { readFile: scripts.read, paths: workspace.paths };
  const own = readCommandsOfJobs(jobsOf(gitlab.pipelines), { expectations, ...given });
  const actions = actionShelf(workspace);
  const runs = runGithubJobs(github.unrun, surroundingsOf(expectations, { ...given, readAction: actions.read }));
  for (const [job, { caches }] of runs) complete(job, caches);
  return {
    pipelines: [...gitlab.pipelines, ...github.pipelines],
    commands: new Map([...own, ...jobsOf(github.pipelines).map((job) => [job, commandsOf(runs.get(job))] as const)]),
    runs,
    files: [...gitlab.files, ...github.files, ...scripts.files, ...actions.used().map(({ file }) => file)],
    refusedActions: actions.used().flatMap(({ rejections }) => rejections),
    unreadable: [...gitlab.unreadable, ...github.unreadable],
    notAnalysed: [...gitlab.notAnalysed, ...github.notAnalysed],
  };
}

const nothingRead: GithubReading = {
  pipelines: [],
  files: [],
  unreadable: [],
  notAnalysed: [],
  unrun: new Map(),
};

const jobsOf = (pipelines: readonly Pipeline[]): readonly Job[] => pipelines.flatMap(({ jobs }) => jobs.items);

const commandsOf = (run: JobRun | undefined): JobRun['commands'] => run?.commands ?? { items: [], openTo: [] };

const surroundingsOf =
  (
    expectations: Expectations,
    { readFile, readAction, paths }: Required<Pick<StepsSurroundings, 'readFile' | 'readAction' | 'paths'>>,
  ) =>
  (job: Job): Omit<StepsSurroundings, 'outputs' | 'declaredOutputs'> => ({
    machine: mapField(machinePlatform(job, expectations), ({ platform }) => platform),
    readFile,
    paths,
    readMake,
    readAction,
  });

/** The composite actions of a repository, each read once. */
function actionShelf(workspace: Workspace): {
  readonly read: StepsSurroundings['readAction'];
  /** Those that could be read. */
  readonly used: () => readonly CompositeAction[];
} {
  const actions = new Map<string, CompositeAction | Cause>();
  return {
    read(path) {
      const action = actions.get(path) ?? readAction(workspace, path);
      actions.set(path, action);
      return action;
    },
    used: () => [...actions.values()].filter((action) => 'steps' in action),
  };
}

/** Puts the caches of a job's actions into the job, before anybody else sees it: only its steps, once run, tell of them. */
function complete(job: Job, caches: JobRun['caches']): void {
  if (caches.length === 0) return;
  const { items, openTo } = job.caches;
  Object.assign(job, { caches: { items: [...items, ...caches], openTo } } satisfies Pick<Job, 'caches'>);
}

/** A reader that notes what it has read: the scripts and makefiles that jobs run. */
function noting(read: SourceReader['read']): { readonly read: SourceReader['read']; readonly files: Set<SourceFile> } {
  const files = new Set<SourceFile>();
  return {
    files,
    read(path) {
      const file = read(path);
      if (file !== undefined) files.add(file);
      return file;
    },
  };
}

import {
  dotenvOf,
  type Expectations,
  type Job,
  type JobCommand,
  type JobWork,
  machinePlatform,
} from '../model/index.ts';
import { swallowedWordsIn } from '../script/swallowed-words.ts';
import type { SourceFile } from '../source/source-file.ts';
import { readingIn } from '../steps/checkouts.ts';
import type { JobRun } from '../steps/job-run.ts';
import { readBuildSteps } from '../tools/build/read-build-steps.ts';
import { likelyBuildersOf } from '../tools/likely-builders.ts';
import { readMergeSteps } from '../tools/merge/read-merge-steps.ts';
import { readMirrors } from '../tools/merge/read-mirrors.ts';
import { noToolUse, readToolUse } from '../tools/use/read-tool-use.ts';
import { closed, mapField, type OpenList } from '../value/index.ts';
import { type BakeShelf, findBakeFile, findFile } from './bake-shelf.ts';
import type { DockerfileShelf } from './dockerfile-shelf.ts';
import { findDockerfile } from './find-dockerfile.ts';
import type { CommandsByJob } from './read-commands-of-jobs.ts';
import type { JobRuns } from './run-github-jobs.ts';
import { shadowedWorkOf } from './shadowed-work.ts';

/** What the repository holds beside its jobs. */
export interface RepositoryFiles {
  readonly shelf: DockerfileShelf;
  readonly bakeFiles: BakeShelf;
  readonly read: (path: string) => SourceFile | undefined;
  readonly expectations: Expectations;
}

/** Finds in each job's commands what builds, merges and copies images. */
export const readWorkOfJobs = (read: ReadJobs, files: RepositoryFiles): ReadonlyMap<Job, JobWork> =>
  new Map(
    [...read.commands].map(([job, commands]) => [job, workOf({ job, commands, run: read.runs.get(job) }, files)]),
  );

/** What the jobs run. */
export interface ReadJobs {
  readonly commands: CommandsByJob;
  readonly runs: JobRuns;
}

/** What one job runs. */
interface ReadJob {
  readonly job: Job;
  readonly commands: OpenList<JobCommand>;
  /** What its steps do, for a job of GitHub. */
  readonly run: JobRun | undefined;
}

/** A job that can never run builds and merges nothing. */
function workOf({ job, commands, run }: ReadJob, files: RepositoryFiles): JobWork {
  if (job.canRun.is === 'no')
    return {
      commands,
      builds: closed([]),
      likelyBuilders: [],
      merges: closed([]),
      mirrors: [],
      swallowed: [],
      handsOn: new Map(),
      shadowed: [],
      toolUse: noToolUse,
      actions: [],
      uploads: [],
      downloads: [],
      lostValues: [],
    };
  const { shelf, bakeFiles, expectations } = files;
  const checkouts = run?.checkouts ?? [];
  const read = readingIn(checkouts, files.read);
  const builds = readBuildSteps(commands, {
    job,
    findDockerfile: findDockerfile(shelf, checkouts),
    bakeFileAt: findBakeFile(bakeFiles, checkouts),
    fileAt: findFile(read),
    machine: mapField(machinePlatform(job, expectations), ({ platform }) => platform),
  });
  return {
    commands,
    builds,
    likelyBuilders: likelyBuildersOf(commands.items, builds.openTo),
    // What may build out of sight may merge there, too.
    merges: { items: readMergeSteps(commands, { job, readFile: read }).items, openTo: builds.openTo },
    mirrors: readMirrors(commands, job),
    swallowed: [...job.script.items, ...job.afterScript.items, ...(run?.scripts ?? [])].flatMap(swallowedWordsIn),
    handsOn: run?.outputs ?? dotenvOf(job, commands),
    shadowed: shadowedWorkOf(job, { expectations, given: new Map(), readFile: read }),
    toolUse: readToolUse(commands),
    actions: run?.actions ?? [],
    uploads: run?.uploads ?? [],
    downloads: run?.downloads ?? [],
    lostValues: run?.lost ?? [],
  };
}

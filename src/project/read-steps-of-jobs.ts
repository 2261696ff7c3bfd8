import type { BuildStep, Job, MergeStep, MirrorStep } from '../model/index.ts';
import type { SourceFile } from '../source/source-file.ts';
import { readBuildSteps } from '../tools/build/read-build-steps.ts';
import { readMergeSteps } from '../tools/merge/read-merge-steps.ts';
import { readMirrors } from '../tools/merge/read-mirrors.ts';
import { concat, type OpenList } from '../value/index.ts';
import type { DockerfileShelf } from './dockerfile-shelf.ts';
import { findDockerfile } from './find-dockerfile.ts';
import type { CommandsByJob } from './read-commands-of-jobs.ts';

/** The steps of all jobs, in the order of their jobs. */
export interface Steps {
  readonly builds: OpenList<BuildStep>;
  readonly merges: OpenList<MergeStep>;
  readonly mirrors: readonly MirrorStep[];
}

/** What the repository holds beside its jobs. */
export interface RepositoryFiles {
  readonly shelf: DockerfileShelf;
  readonly read: (path: string) => SourceFile | undefined;
}

/** Finds in each job's commands what builds, merges and copies images. Jobs that can never run are left out. */
export function readStepsOfJobs(commands: CommandsByJob, { shelf, read }: RepositoryFiles): Steps {
  const running = [...commands].filter(([job]) => job.canRun.is !== 'no');
  return {
    builds: concat(...running.map(([job, own]) => readBuildSteps(own, { job, findDockerfile: findDockerfile(shelf) }))),
    merges: concat(...running.map(([job, own]) => readMergeSteps(own, { job, readFile: read }))),
    mirrors: running.flatMap(([job, own]: readonly [Job, Parameters<typeof readMirrors>[0]]) => readMirrors(own, job)),
  };
}

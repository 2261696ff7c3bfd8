import { any, known, type Truth, unknown } from '../value/index.ts';
import type { BuildStep } from './build-step.ts';
import type { Job } from './job.ts';
import type { MergeStep } from './merge-step.ts';
import type { MultiArchImage, Project } from './project.ts';

/** The build steps of one job. */
export const buildsIn = ({ builds }: Project, job: Job): readonly BuildStep[] =>
  builds.items.filter((build) => build.job === job);

/** The merge steps of one job. */
export const mergesIn = ({ merges }: Project, job: Job): readonly MergeStep[] =>
  merges.items.filter((merge) => merge.job === job);

/** Every job that a project's pipelines can run, in order. */
export const jobsOf = ({ pipelines }: Project): readonly Job[] =>
  pipelines.flatMap(({ jobs }) => jobs.items).filter(({ canRun }) => canRun.is !== 'no');

/**
 * Whether a job builds or merges images: unknown where some of its commands lie out of sight. What a job does with
 * images that it neither builds nor merges (tests, scans) is not asked.
 */
export function makesImages(project: Project, job: Job): Truth {
  const seen = buildsIn(project, job).length > 0 || mergesIn(project, job).length > 0;
  const outOfSight = [...project.builds.openTo, ...project.merges.openTo].filter(({ at }) =>
    isWithin(project, job, at),
  );
  return any([known(seen), ...(outOfSight.length > 0 ? [unknown(...outOfSight)] : [])]);
}

/** Whether a place is one of a job's own commands. */
const isWithin = (project: Project, job: Job, at: { readonly file: unknown; readonly start: number }): boolean =>
  project.commands.items.some(
    (command) =>
      command.job === job &&
      command.span.file === at.file &&
      command.span.start <= at.start &&
      at.start <= command.span.end,
  );

/** The image that a step helps to make. */
export const imageOf = ({ images }: Project, step: BuildStep | MergeStep): MultiArchImage | undefined =>
  images.find(
    ({ builds, merges }) => builds.items.some((build) => build === step) || merges.some((merge) => merge === step),
  );

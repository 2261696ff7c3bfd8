import { distinctCauses, no, onceFor, type Truth, unknown, yes } from '../value/index.ts';
import type { BuildStep } from './build/build-step.ts';
import type { JobCommand } from './command/shell-command.ts';
import type { MergeStep } from './merge/merge-step.ts';
import type { Job } from './pipeline/job.ts';
import type { MultiArchImage, Project } from './project.ts';

/** The commands of one job, in the order in which they run. */
export const commandsIn = ({ work }: Project, job: Job): readonly JobCommand[] => work.get(job)?.commands.items ?? [];

/** The build steps of one job. */
export const buildsIn = ({ work }: Project, job: Job): readonly BuildStep[] => work.get(job)?.builds.items ?? [];

/** The merge steps of one job. */
export const mergesIn = ({ work }: Project, job: Job): readonly MergeStep[] => work.get(job)?.merges.items ?? [];

/** The commands of all jobs that can run, job by job. */
export const allCommands: (project: Project) => readonly JobCommand[] = onceFor((project) =>
  jobsOf(project).flatMap((job) => commandsIn(project, job)),
);

/** Every job that a project's pipelines can run, in order. */
export const jobsOf: (project: Project) => readonly Job[] = onceFor(({ pipelines }) =>
  pipelines.flatMap(({ jobs }) => jobs.items).filter(({ canRun }) => canRun.is !== 'no'),
);

/**
 * Whether a job builds or merges images: unknown where some of its commands lie out of sight. What a job does with
 * images that it neither builds nor merges (tests, scans) is not asked.
 */
export function makesImages({ work }: Project, job: Job): Truth {
  const own = work.get(job);
  if (own === undefined) return no;
  const causes = distinctCauses([...own.builds.openTo, ...own.merges.openTo]);
  if (own.builds.items.length > 0 || own.merges.items.length > 0) return yes;
  return causes.length === 0 ? no : unknown(...causes);
}

/**
 * Like `makesImages`, but certain that a job makes none where only commands lie out of sight that hardly ever build:
 * `./ci/test.sh`, `npm run e2e`. For rules about what is beside a job, where a doubt at every test job would be noise;
 * the commands themselves are named as not analysed.
 */
export function seemsToMakeImages(project: Project, job: Job): Truth {
  const makes = makesImages(project, job);
  if (makes.is !== 'unknown') return makes;
  const { likelyBuilders = [] } = project.work.get(job) ?? {};
  return likelyBuilders.length === 0 ? no : unknown(...likelyBuilders);
}

/** The image that a step helps to make. */
export const imageOf = (project: Project, step: BuildStep | MergeStep): MultiArchImage | undefined =>
  imagesByStep(project).get(step);

const imagesByStep = onceFor(
  ({ images }: Project): ReadonlyMap<BuildStep | MergeStep, MultiArchImage> =>
    new Map(images.flatMap((image) => [...image.builds.items, ...image.merges].map((step) => [step, image]))),
);

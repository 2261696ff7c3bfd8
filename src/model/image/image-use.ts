import { any, onceFor, type Text, type Truth, yes } from '../../value/index.ts';
import { containerCommand } from '../command/container-command.ts';
import type { JobCommand } from '../command/shell-command.ts';
import type { Job, JobImage } from '../pipeline/job.ts';
import type { Project } from '../project.ts';
import { commandsIn, jobsOf, seemsToMakeImages } from '../roles.ts';

/** An image that a job runs in, has beside it, or starts a container of. */
export interface ImageUse {
  readonly as: 'job' | 'service' | 'container';
  readonly job: Job;
  readonly reference: Text;
  /** Whether the container is started at all; a job's image and its services always are. */
  readonly runs: Truth;
  /** The command that starts the container; absent for a job's image and its services. */
  readonly command?: JobCommand;
}

/** All images that the jobs of a project use, job by job; jobs that start pipelines run in none. */
export const imageUses: (project: Project) => readonly ImageUse[] = onceFor((project) =>
  scriptedJobs(project).flatMap((job) => [...imageOfJob(job), ...servicesOf(job), ...containersOf(project, job)]),
);

/** A job with the image in which its script runs. */
export interface JobInImage {
  readonly job: Job;
  readonly image: JobImage;
}

/** The jobs that run a script in an image that they name. */
export const jobsInImages: (project: Project) => readonly JobInImage[] = onceFor((project) =>
  scriptedJobs(project).flatMap((job) => (job.image.is === 'set' ? [{ job, image: job.image.value }] : [])),
);

/** Whether one of the jobs builds, joins or copies images, as far as `seemsToMakeImages` tells. */
export const someHandlesImages = (project: Project, jobs: Iterable<Job>): Truth =>
  any(
    [...new Set(jobs)].map((job) =>
      (project.work.get(job)?.mirrors ?? []).length > 0 ? yes : seemsToMakeImages(project, job),
    ),
  );

const scriptedJobs = (project: Project): readonly Job[] =>
  jobsOf(project).filter(({ trigger }) => trigger.is !== 'set');

const imageOfJob = (job: Job): readonly ImageUse[] =>
  job.image.is === 'set' ? [{ as: 'job', job, reference: job.image.value.reference, runs: yes }] : [];

const servicesOf = (job: Job): readonly ImageUse[] =>
  job.services.items.map(({ reference }) => ({ as: 'service', job, reference, runs: yes }));

const containersOf = (project: Project, job: Job): readonly ImageUse[] =>
  commandsIn(project, job).flatMap((command) => {
    const container = containerCommand(command);
    return container?.image.is === 'set'
      ? [{ as: 'container', job, reference: container.image.value, runs: command.runs, command } as const]
      : [];
  });

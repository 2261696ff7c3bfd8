import { type Cause, groupBy, onceFor } from '../value/index.ts';
import { someHandlesImages } from './image/image-use.ts';
import type { Job } from './pipeline/job.ts';
import type { Project } from './project.ts';
import { jobsOf } from './roles.ts';
import { isOfGithub } from './words.ts';

/**
 * What was not read and is worth a word. A repository has one GitLab pipeline, and all that is hidden in it is told. It may have
 * dozens of workflows, most of which have nothing to do with images: of those, only what hides a job that handles images, or
 * may well do so, is told, and not that a job for tests calls a script.
 */
export const blindSpots: (project: Project) => readonly Cause[] = onceFor((project) => {
  const ofGithub = new Set(jobsOf(project).filter(isOfGithub));
  if (ofGithub.size === 0) return project.notAnalysed;
  const inGitlab = placesOf(
    jobsOf(project).flatMap((job) => (ofGithub.has(job) ? [] : (project.work.get(job)?.builds.openTo ?? []))),
  );
  const inGithub = placesOf([...ofGithub].flatMap((job) => project.work.get(job)?.builds.openTo ?? []));
  const likely = placesOf([...ofGithub].flatMap((job) => project.work.get(job)?.likelyBuilders ?? []));
  const byFile = groupBy(ofGithub, ({ definition }) => definition.span.file.path);
  const isTold = (cause: Cause): boolean => {
    const place = placeKey(cause);
    if (inGitlab.has(place) || likely.has(place)) return true;
    const owner = ownerOf(cause, byFile.get(cause.at.file.path) ?? []);
    if (inGithub.has(place)) return false;
    return owner === undefined || cause.kind === 'syntax' || handlesImages(project, owner, cause);
  };
  const told = project.notAnalysed.filter(isTold);
  const included = placesOf(told.filter(({ kind }) => kind === 'include'));
  return told.filter((cause) => cause.kind === 'include' || !included.has(placeKey(cause)));
});

/** A workflow elsewhere counts where its name speaks of images, a matrix where its jobs handle some. */
const handlesImages = (project: Project, job: Job, { kind }: Cause): boolean =>
  kind === 'include'
    ? (project.work.get(job)?.likelyBuilders ?? []).length > 0
    : someHandlesImages(project, [job]).is !== 'no';

/** The job in whose definition a place lies: the last that begins in front of it. */
const ownerOf = ({ at }: Cause, jobs: readonly Job[]): Job | undefined =>
  jobs
    .filter(({ definition: { span } }) => span.start <= at.start)
    .toSorted((one, other) => one.definition.span.start - other.definition.span.start)
    .at(-1);

const placesOf = (causes: readonly Cause[]): ReadonlySet<string> => new Set(causes.map(placeKey));

const placeKey = ({ at }: Cause): string => `${at.file.path}\0${String(at.start)}`;

import { type Span, sourceText } from '../../source/source-file.ts';
import type { Job, JobDefinition } from '../pipeline/job.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { Project } from '../project.ts';
import { jobsOf, seemsToMakeImages } from '../roles.ts';

/** Programs that build, merge or push images, as they are called in scripts. */
const imageTools =
  /\b(?:kaniko\/executor|buildctl(?:-daemonless\.sh)?|buildah|manifest-tool|imagetools|(?:docker|podman|nerdctl)\s+(?:build|buildx|image\s+build|push|manifest)|img\s+build|ko\s+build|crane\s+index|regctl\s+index)\b/;

/** Of these, those that join images. */
const mergeTools = /\b(?:manifest-tool|imagetools|(?:docker|podman|buildah)\s+manifest|crane\s+index|regctl\s+index)\b/;

/** Whether a piece of source names a program that makes images; for what is not read as a script because it is lost. */
export const namesImageTool = (text: string): boolean => imageTools.test(text);

/** The same of a place in a file. */
export const holdsImageTool = (place: Span): boolean => imageTools.test(sourceText(place));

/** Whether a place names a program that joins images. */
export const holdsMergeTool = (place: Span): boolean => mergeTools.test(sourceText(place));

/**
 * Whether a job builds or merges images, for rules about what is certain and only of interest in such jobs. One whose
 * commands lie out of sight and may build (`make image`) is one if the repository certainly makes images.
 */
export function isOfImages(project: Project, job: Job): boolean {
  const makes = seemsToMakeImages(project, job);
  return makes.is === 'yes' || (makes.is === 'unknown' && makesSome(project));
}

const makesSome = ({ builds, merges }: Project): boolean => builds.items.length + merges.items.length > 0;

/**
 * The same of a job as written. One without instances, and one that can never run, have no steps; they are told by the
 * programs that their scripts name.
 */
export function isDefinedForImages(project: Project, pipeline: Pipeline, definition: JobDefinition): boolean {
  const jobs = pipeline.jobs.items.filter((job) => job.definition === definition);
  const idle = jobs.filter(({ canRun }) => canRun.is === 'no').flatMap(({ script }) => script.items);
  return idle.some(({ text }) => namesImageTool(text)) || jobs.some((job) => isOfImages(project, job));
}

/** Whether any job of a pipeline builds or merges images. */
export const hasImages = (project: Project, pipeline: Pipeline): boolean =>
  jobsOf(project).some((job) => job.pipeline === pipeline && isOfImages(project, job));

import type { Span } from '../source/source-file.ts';
import { any, known, type Truth } from '../value/index.ts';
import type { JobDefinition } from './job.ts';
import type { Pipeline } from './pipeline.ts';
import type { Project } from './project.ts';
import { jobsOf, seemsToMakeImages } from './roles.ts';

/** Programs that build, merge or push images, as they are called in scripts. */
const imageTools =
  /\b(?:kaniko\/executor|buildctl(?:-daemonless\.sh)?|buildah|manifest-tool|imagetools|(?:docker|podman|nerdctl)\s+(?:build|buildx|image\s+build|push|manifest)|img\s+build|ko\s+build|crane\s+index|regctl\s+index)\b/;

/** Of these, those that join images. */
const mergeTools = /\b(?:manifest-tool|imagetools|(?:docker|podman|buildah)\s+manifest|crane\s+index|regctl\s+index)\b/;

/** Whether a piece of source names a program that makes images; for what is not read as a script because it is lost. */
export const namesImageTool = (text: string): boolean => imageTools.test(text);

/** The same of a place in a file. */
export const holdsImageTool = (place: Span): boolean => imageTools.test(sourceOf(place));

/** Whether a place names a program that joins images. */
export const holdsMergeTool = (place: Span): boolean => mergeTools.test(sourceOf(place));

const sourceOf = ({ file, start, end }: Span): string => file.text.slice(start, end);

/**
 * Whether a job builds or merges images, or would if it ran: a job without instances, and one that can never run, have
 * no steps and are told by the programs that their scripts name.
 */
export function concernsImages(project: Project, pipeline: Pipeline, definition: JobDefinition): Truth {
  const jobs = pipeline.jobs.items.filter((job) => job.definition === definition);
  const idle = jobs.filter(({ canRun }) => canRun.is === 'no');
  const scripts = idle.flatMap(({ script }) => script.items);
  return any([
    known(scripts.some(({ text }) => namesImageTool(text))),
    ...jobs.map((job) => seemsToMakeImages(project, job)),
  ]);
}

/** Whether any job of a pipeline builds or merges images. */
export const makesAnyImages = (project: Project, pipeline: Pipeline): Truth =>
  any(jobsOf(project).flatMap((job) => (job.pipeline === pipeline ? [seemsToMakeImages(project, job)] : [])));

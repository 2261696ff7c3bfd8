import {
  hasImages,
  isDefinedForImages,
  type LostKey,
  type Pipeline,
  type Project,
  type Surprise,
} from '../model/index.ts';
import type { Job } from '../model/pipeline/job.ts';
import { subject } from './subject.ts';

type KindOf<K extends Surprise['kind'], S = Surprise> = S extends { readonly kind: infer Kinds }
  ? K extends Kinds
    ? S
    : never
  : never;

/** The surprises of one kind in all pipelines; child pipelines of one file share theirs. */
export function surprisesOf<K extends Surprise['kind']>(
  { pipelines }: Project,
  kind: K,
): readonly { readonly pipeline: Pipeline; readonly surprise: KindOf<K> }[] {
  const isOfKind = (surprise: Surprise): surprise is KindOf<K> => surprise.kind === kind;
  return pipelines.flatMap((pipeline) =>
    pipeline.surprises.filter(isOfKind).map((surprise) => ({ pipeline, surprise })),
  );
}

/** Whether a surprise concerns the making of images: by the job that it is in, or by any for one of the whole pipeline. */
export const surprisesImages = (project: Project, pipeline: Pipeline, { definition }: Surprise): boolean =>
  definition === undefined ? hasImages(project, pipeline) : isDefinedForImages(project, pipeline, definition);

/** What a lost key is about: its place, and the keyword of the job that now has another value. */
export function aboutLostKey({ at, path, definition }: LostKey): readonly string[] {
  const [, keyword] = path;
  const isOfJob = definition !== undefined && keyword !== undefined;
  return [subject.place(at), ...(isOfJob ? [subject.keyword(definition, keyword)] : [])];
}

/** The jobs that a surprise is in. */
export const surprisedJobs = ({ jobs }: Pipeline, { definition }: Surprise): readonly Job[] =>
  definition === undefined ? [] : jobs.items.filter((job) => job.definition === definition);

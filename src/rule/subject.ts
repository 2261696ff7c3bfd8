import type { BuildStep, Destination } from '../model/build/build-step.ts';
import type { Job, JobDefinition } from '../model/pipeline/job.ts';
import type { Pipeline } from '../model/pipeline/pipeline.ts';
import type { Span } from '../source/source-file.ts';
import { textKey } from '../value/index.ts';

/**
 * Keys for what a problem is about, so that the engine can drop what follows from another finding.
 * Equal keys mean the same thing; nothing else may be read from them.
 */
export const subject = {
  /** A place in a file. */
  place: ({ file, start, end }: Span): string => `place ${file.path} ${String(start)} ${String(end)}`,
  /** A job, all its instances alike. */
  job: ({ definition }: Job): string => definitionKey(definition),
  definition: definitionKey,
  /** A keyword of a job, wherever its value comes from. */
  keyword: (definition: JobDefinition, keyword: string): string => `${keyword} of ${definitionKey(definition)}`,
  /** What joins the images of a pipeline, and is not there if its command is broken. */
  joining: ({ root }: Pipeline): string => `joining in ${root.path}`,
  /** What a build makes, whatever becomes of it; steps that share a script line differ by how the image is named. */
  built: ({ span, destinations, localTags }: BuildStep): string =>
    [`built ${span.file.path} ${String(span.start)}`, ...namesOf([...destinations.items, ...localTags.items])].join(
      ' ',
    ),
};

const namesOf = (names: readonly Destination[]): readonly string[] =>
  names.map(({ reference }) => textKey(reference.text));

function definitionKey({ name, span }: JobDefinition): string {
  return `job ${span.file.path} ${name}`;
}

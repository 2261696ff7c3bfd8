import type { Span } from '../../source/source-file.ts';
import type { Hole } from '../../value/index.ts';
import type { BuildStep } from '../build/build-step.ts';
import type { ActionUse } from '../pipeline/action-use.ts';
import type { Job } from '../pipeline/job.ts';

/**
 * The digest, without `sha256:`, of what an action builds or pushes: one value for each job and step, so that a digest is known
 * again in the job to which it is handed on.
 */
export const digestOfAction = (use: ActionUse): Hole => digestAt(use.job, [...use.via, use.span]);

/** The digest of what a build pushes: that of its action, or one of its own. */
export const digestOfBuild = ({ job, command }: BuildStep): Hole =>
  command.action === undefined ? digestAt(job, [...command.via, command.span]) : digestOfAction(command.action);

/** The digest of what a command of a job pushes, by the places that lead to it, its own last. */
export function digestAt(job: Job, places: readonly Span[]): Hole {
  const { root, startedBy } = job.pipeline;
  const at = places.at(-1) ?? job.definition.span;
  const key = ['digest', root.path, startedBy?.name ?? '', job.name, ...places.map(placeOf)];
  const because = `\`${job.name}\` has a digest for the image when it has built it`;
  return { symbol: key.join(' '), shown: `<digest of ${job.name}>`, cause: { kind: 'expression', because, at } };
}

const placeOf = ({ file, start }: Span): string => `${file.path}:${String(start)}`;

import { type Truth, unknown, yes } from '../../value/index.ts';
import { canMeet } from '../presence/presence.ts';
import { wordsOf } from '../words.ts';
import type { Job } from './job.ts';
import type { Pipeline } from './pipeline.ts';

/** The pipeline that an event starts, of which a child pipeline is a part, however deep. */
export function rootOf(pipeline: Pipeline): Pipeline {
  let root = pipeline;
  while (root.startedBy !== undefined) root = root.startedBy.pipeline;
  return root;
}

/**
 * Whether two jobs belong to one root pipeline, so that one run may hold both. Jobs of different workflows run by
 * themselves: neither waits for the other, and which of them runs last nobody can tell.
 */
export const areOfOneRoot = (one: Job, other: Job): boolean => rootOf(one.pipeline) === rootOf(other.pipeline);

/**
 * Whether some run holds both of two jobs, or their runs get in each other's way. Jobs of a parent and its child are taken
 * to run together; of different roots it is never certain, because they may be started by different events.
 */
export function canRunTogether(one: Job, other: Job): Truth {
  if (one.pipeline === other.pipeline) return canMeet(one, other);
  if (areOfOneRoot(one, other)) return yes;
  const because = `${namedApart(one, other)} and ${namedApart(other, one)} are jobs of different ${wordsOf(one).pipeline}s, which need not run for one commit`;
  return unknown({ kind: 'rules', because, at: other.definition.span });
}

/** A job by its name in backticks, and by its file, too, where another one has the same name. */
export function namedApart({ name, pipeline }: Job, ...others: readonly Job[]): string {
  const isShared = others.some((other) => other.name === name && other.pipeline !== pipeline);
  return isShared ? `\`${name}\` of \`${pipeline.root.path}\`` : `\`${name}\``;
}

import type { JobCommand } from '../model/command/shell-command.ts';
import type { Job } from '../model/pipeline/job.ts';
import { isOfGithub, wordsOf } from '../model/words.ts';
import type { Span } from '../source/source-file.ts';
import type { Patch } from './fix.ts';

/**
 * The key of the mapping that says a keyword for a job: the job's own or a template's, where a change concerns all jobs for
 * which it is said. For a keyword that comes from elsewhere, such as `default`, the job's own.
 */
export function placeFor({ definition }: Job, keyword: string): Span {
  const holder = definition.holders.get(keyword);
  return holder === undefined || holder.name === 'default' ? definition.span : holder.span;
}

/** Whether a keyword in force is written in the job itself, so that a change of it concerns no other job. */
export function isOwnKeyword(job: Job, keyword: string): boolean {
  const { definition } = job;
  if (isOfGithub(job)) return definition.keywords.has(keyword);
  const holder = definition.holders.get(keyword);
  return holder?.span.start === definition.span.start && holder.span.file === definition.span.file;
}

/** Whether a step of a GitHub job that runs an action makes a command: then nobody wrote it, and there is no place for a flag. */
export const isOfAction = ({ action }: JobCommand): boolean => action !== undefined;

/** Sets variables beside a keyword for whose sake the job needs them. */
export const setVariables = (job: Job, keyword: string, values: Readonly<Record<string, string>>): readonly Patch[] =>
  Object.entries(values).map(([name, value]) => ({
    op: 'set-key',
    in: placeFor(job, keyword),
    path: [wordsOf(job).variablesKey, name],
    value,
  }));

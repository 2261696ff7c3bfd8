import { findInText } from '../../value/index.ts';
import type { JobCommand } from '../command/shell-command.ts';
import type { Project } from '../project.ts';
import { commandsIn } from '../roles.ts';
import type { MergeStep } from './merge-step.ts';

/** A merge whose sources stand on lines of their own, where the shell runs them as commands. */
export interface LostSources {
  readonly merge: MergeStep;
  /** The first of the commands that are meant as sources. */
  readonly lost: JobCommand;
}

/**
 * Merges by `docker manifest create` that have no source, and behind which references stand where commands should: a backslash is missing
 * at the end of the line. Without sources the command ends with `requires at least 2 arguments`.
 */
export const lostSources = (project: Project): readonly LostSources[] =>
  project.merges.items.flatMap((merge) => {
    const { items, openTo } = merge.entries;
    if (merge.tool !== 'docker manifest' || items.length + openTo.length > 0) return [];
    const commands = commandsIn(project, merge.job);
    const next = commands[commands.indexOf(merge.command) + 1];
    return next !== undefined && isReference(next) ? [{ merge, lost: next }] : [];
  });

/** Whether a command is nothing but a reference: a path with a tag, and no arguments. */
function isReference({ program, args }: JobCommand): boolean {
  const slash = findInText(program, '/');
  return args.items.length === 0 && slash > 0 && findInText(program, ':', slash) !== -1;
}

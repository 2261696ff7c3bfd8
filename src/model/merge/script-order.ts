import type { Span } from '../../source/source-file.ts';
import { all, not, type Truth, yes } from '../../value/index.ts';
import type { JobCommand } from '../command/shell-command.ts';
import type { MergeLink } from '../project.ts';

/**
 * Whether a job that builds and merges has pushed the source of a merge entry when the merge reads it. Commands run in
 * the order in which they stand; of two that depend on conditions, nobody knows whether both run.
 */
export function isPushedBefore(
  commands: readonly JobCommand[],
  { merge, entry, build, destination }: MergeLink,
): Truth {
  const built = commands.indexOf(build.command);
  const merged = commandAt(commands, entry.span) ?? commands.indexOf(merge.command);
  const pushed = commandAt(commands.slice(Math.max(built, 0)), destination.span);
  const last = pushed === undefined ? built : pushed + Math.max(built, 0);
  if (last <= merged || merged === -1) return yes;
  return not(all([build.runs, merge.runs]));
}

/** Index of the first command in whose words a place lies. */
function commandAt(commands: readonly JobCommand[], { file, start }: Span): number | undefined {
  const index = commands.findIndex(({ span }) => span.file === file && span.start <= start && start < span.end);
  return index === -1 ? undefined : index;
}

import { any, knownString, no, type Truth, unknown } from '../../value/index.ts';
import type { JobCommand } from '../command/shell-command.ts';
import type { Job } from '../pipeline/job.ts';
import type { Project } from '../project.ts';
import { commandsIn } from '../roles.ts';

/** Whether a command starts a BuildKit daemon; `buildctl` alone is a client of one. */
export function startsBuildkit({ program, args }: JobCommand): boolean {
  const name = knownString(program) ?? '';
  if (/(?:^|\/)rootlesskit$/.test(name)) return args.items.some((word) => daemons.test(knownString(word) ?? ''));
  return daemons.test(name);
}

const daemons = /(?:^|\/)(?:buildctl-daemonless\.sh|buildkitd)$/;

/** The commands of a job that start a BuildKit daemon, in order. */
export const buildkitStarts = (project: Project, job: Job): readonly JobCommand[] =>
  commandsIn(project, job).filter(startsBuildkit);

/**
 * Whether a job starts a BuildKit daemon of its own: unknown where commands that probably build lie out of sight, unless
 * a `buildctl` tells that the job is a client.
 */
export function hasOwnBuildkit(project: Project, job: Job): Truth {
  const starts = buildkitStarts(project, job);
  if (starts.length > 0) return any(starts.map(({ runs }) => runs));
  const isClient = commandsIn(project, job).some(({ program }) => /(?:^|\/)buildctl$/.test(knownString(program) ?? ''));
  const causes = project.work.get(job)?.likelyBuilders ?? [];
  return isClient || causes.length === 0 ? no : unknown(...causes);
}

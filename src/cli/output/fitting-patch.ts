import { randomUUID } from 'node:crypto';
import { inert } from '../../report/inert.ts';
import { showable } from '../../report/showable.ts';
import type { Surroundings } from '../surroundings.ts';

/**
 * A patch fit for where it goes. It stays as it is, so that it can be applied, unless it would attack its reader: on a terminal nothing
 * in it moves the cursor; a runner of GitHub is told to take no commands until its end, by lines that `git apply` and `patch` skip; for
 * one of Azure, which cannot be told, it is no longer applied where it holds a command.
 *
 * Source: docs.github.com/actions/reference/workflows-and-actions/workflow-commands, "Stopping and starting workflow commands".
 */
export function fittingPatch(
  patch: string,
  { stdout, environment }: Pick<Surroundings, 'stdout' | 'environment'>,
): string {
  if (stdout.isTTY === true) return inert(patch.split('\n').map(shownLine).join('\n'));
  const harmless = inert(patch);
  if (harmless === patch) return patch;
  if (environment['GITHUB_ACTIONS'] === 'true') return withoutCommands(patch, randomUUID());
  return environment['TF_BUILD'] === undefined ? patch : harmless;
}

/** Lines of Windows end with a character of control, too. */
const shownLine = (line: string): string => showable(line.replace(/\r$/, ''));

const withoutCommands = (patch: string, token: string): string => `::stop-commands::${token}\n${patch}::${token}::\n`;

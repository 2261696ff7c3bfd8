import type { JobCommand } from '../../model/command/shell-command.ts';
import { invocationOf } from '../program.ts';
import { withDigestFiles } from './digest-files.ts';
import { isManifestTool } from './manifest-tool.ts';
import type { MergeCommand, MergeContext } from './merge-context.ts';

/** Programs that join, copy or rename images. */
const programs: ReadonlySet<string> = new Set([
  'docker',
  'nerdctl',
  'docker-buildx',
  'buildx',
  'podman',
  'buildah',
  'skopeo',
  'crane',
  'gcrane',
  'krane',
  'regctl',
  'oras',
]);

/** Whether a program is crane, in one of its distributions. */
export const isCrane = (program: string): boolean => ['crane', 'gcrane', 'krane'].includes(program);

/** The commands of a job that call a tool for images, each with those before it. */
export function mergeCommandsOf(commands: readonly JobCommand[], context: MergeContext): readonly MergeCommand[] {
  return commands.flatMap((command, index): MergeCommand[] => {
    const { program, args } = invocationOf(command);
    if (program === undefined) return [];
    const name = programNameOf(program);
    if (!programs.has(name) && !isManifestTool(name)) return [];
    const call = { command, program: name, args, earlier: () => commands.slice(0, index), context };
    return [withDigestFiles(call, commands)];
  });
}

/** `regctl-linux-amd64` is regctl. */
const programNameOf = (program: string): string =>
  program
    .replace(/\.exe$/, '')
    .replace(/^(regctl|crane|docker-buildx|buildx)[-_](?:v[\d.]+[-_.])?(?:linux|darwin)[-_][a-z0-9_]+$/i, '$1');

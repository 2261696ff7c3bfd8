import { toolImageOf } from '../../facts/tool-images.ts';
import { type JobCommand, type Misuse, startsBuildkit, toolVariable } from '../../model/index.ts';
import { indirectionOf } from '../indirection.ts';
import type { Call } from './misuses.ts';

/**
 * `buildctl build` in an image of BuildKit, whose daemon nobody starts and nothing names. Elsewhere, on a machine with a
 * shell above all, a daemon may be there.
 *
 * Source: buildkit cmd/buildctl/main.go (`--addr`, `BUILDKIT_HOST`, the default socket); docs/rootless.md.
 */
export function daemonMisuses(
  { row, command, invocation, flags }: Call,
  earlier: readonly JobCommand[],
): readonly Misuse[] {
  if (row.call !== 'buildctl build' || invocation.program !== 'buildctl') return [];
  const { image, services } = command.job;
  const tool = image.is === 'set' ? toolImageOf(image.value.reference) : undefined;
  const isInImage = tool?.is === 'set' && tool.value.tool === 'buildkit';
  const hasDaemon =
    flags.has('--addr').is !== 'no' ||
    toolVariable(command, 'BUILDKIT_HOST').is !== 'unset' ||
    services.items.length + services.openTo.length > 0 ||
    earlier.some((one) => startsBuildkit(one) || indirectionOf(one) !== undefined);
  if (!isInImage || hasDaemon) return [];
  return [
    {
      call: row.call,
      command,
      span: invocation.word.span,
      what: { is: 'no-daemon' },
      remedy: 'call `buildctl-daemonless.sh`, which starts a daemon for the build',
    },
  ];
}

import { toolImageOf } from '../../facts/tool-images.ts';
import { type JobCommand, type Misuse, startsBuildkit, toolVariable } from '../../model/index.ts';
import { indirectionOf } from '../indirection.ts';
import type { Call } from './misuses.ts';

/** Index of the first command that starts BuildKit's daemon, or may, looked for when somebody asks; infinite without one. */
export function firstDaemon(commands: readonly JobCommand[]): () => number {
  let known: number | undefined;
  return () => {
    if (known !== undefined) return known;
    const index = commands.findIndex((one) => startsBuildkit(one) || indirectionOf(one) !== undefined);
    known = index === -1 ? Number.POSITIVE_INFINITY : index;
    return known;
  };
}

/**
 * `buildctl build` in an image of BuildKit, whose daemon nobody starts and nothing names. Elsewhere, on a machine with a
 * shell above all, a daemon may be there, and where an earlier command may have started one (`mayHaveDaemon`).
 *
 * Source: buildkit cmd/buildctl/main.go (`--addr`, `BUILDKIT_HOST`, the default socket); docs/rootless.md.
 */
export function daemonMisuses(
  { row, command, invocation, flags }: Call,
  mayHaveDaemon: () => boolean,
): readonly Misuse[] {
  if (row.call !== 'buildctl build' || invocation.program !== 'buildctl') return [];
  const { image, services } = command.job;
  const tool = image.is === 'set' ? toolImageOf(image.value.reference) : undefined;
  const isInImage = tool?.is === 'set' && tool.value.tool === 'buildkit';
  const hasDaemon =
    flags.has('--addr').is !== 'no' ||
    toolVariable(command, 'BUILDKIT_HOST').is !== 'unset' ||
    services.items.length + services.openTo.length > 0 ||
    mayHaveDaemon();
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

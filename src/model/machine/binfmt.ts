import { parseReference } from '../../oci/index.ts';
import { knownString, type Text } from '../../value/index.ts';
import { type ContainerCommand, containerCommand } from '../command/container-command.ts';
import type { JobCommand } from '../command/shell-command.ts';

/**
 * Whether a command registers emulators of foreign architectures in the kernel of the machine it runs on: a container
 * made for it, `update-binfmts --enable`, or a line written to the kernel's own file.
 *
 * Source: docs.kernel.org/admin-guide/binfmt-misc; update-binfmts(8).
 */
export function isBinfmtInstall(command: JobCommand): boolean {
  const container = containerCommand(command);
  if (container !== undefined) return runsInstaller(container);
  const program = knownString(command.program) ?? '';
  if (/(?:^|\/)update-binfmts$/.test(program))
    return command.args.items.some((word) => /^--(?:enable|import|install)/.test(knownString(word) ?? ''));
  if (/(?:^|\/)qemu-binfmt-conf\.sh$/.test(program)) return true;
  return command.writes.some(({ path }) => knownString(path) === '/proc/sys/fs/binfmt_misc/register');
}

/**
 * Images whose use is to register emulators, by the end of their repository's path, and the word without which they
 * only show what there is. Source: their READMEs.
 */
const installers: readonly { readonly path: string; readonly needs?: string }[] = [
  { path: 'tonistiigi/binfmt', needs: '--install' },
  { path: 'linuxkit/binfmt' },
  { path: 'docker/binfmt' },
  { path: 'multiarch/qemu-user-static' },
  { path: 'hypriot/qemu-register' },
  { path: 'aptman/qus' },
  { path: 'dbhi/qus' },
];

function runsInstaller({ image, inner }: ContainerCommand): boolean {
  const candidates = image.is === 'set' ? [image.value] : inner;
  return installers.some(
    ({ path, needs }) =>
      candidates.some((word) => namesImage(word, path)) &&
      (needs === undefined || inner.some((word) => begins(word, needs))),
  );
}

/** A hole in front of the path is a registry or a proxy. */
function namesImage(reference: Text, path: string): boolean {
  const tail = parseReference(reference).name.parts.at(-1);
  return typeof tail === 'string' && (tail === path || tail.endsWith(`/${path}`));
}

const begins = ({ parts: [first] }: Text, flag: string): boolean => typeof first === 'string' && first.startsWith(flag);

import { knownString, showText } from '../value/index.ts';
import { containerCommand } from './container-command.ts';
import type { JobCommand } from './shell-command.ts';

/** Images whose only use is to register emulators in the kernel. Source: their READMEs. */
const installers =
  /(?:^|\/)(?:tonistiigi\/binfmt|multiarch\/qemu-user-static|docker\/binfmt|linuxkit\/binfmt)(?:[:@]|$)/;

/**
 * Whether a command registers emulators of foreign architectures in the kernel of the machine it runs on: a container
 * made for it, or `update-binfmts --enable`.
 */
export function isBinfmtInstall(command: JobCommand): boolean {
  const container = containerCommand(command);
  if (container !== undefined) return container.image.is === 'set' && installers.test(showText(container.image.value));
  const program = knownString(command.program) ?? '';
  return (
    /(?:^|\/)update-binfmts$/.test(program) &&
    command.args.items.some((word) => /^--(?:enable|import)/.test(knownString(word) ?? ''))
  );
}

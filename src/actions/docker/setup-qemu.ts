import { joinTexts, literal } from '../../value/index.ts';
import type { ActionRun, ActionScene } from '../action-run.ts';
import { inputList, inputOr, joined } from '../inputs.ts';
import { commandOf, word } from '../words.ts';

/**
 * `docker/setup-qemu-action`: registers emulators in the kernel of the machine.
 *
 * Source: docker/setup-qemu-action, src/context.ts and src/main.ts of v1 to v4.
 */
export function runSetupQemu({ use }: ActionScene): ActionRun {
  const image = inputOr(use, 'image', 'docker.io/tonistiigi/binfmt:latest');
  const platforms = joined(inputList(use, 'platforms', { commas: true }), ',') ?? literal('all', use.span);
  const run = [word('run', use), word('--rm', use), word('--privileged', use), image];
  const install = commandOf('docker', use.span, [
    ...run,
    word('--install', use),
    joinTexts([platforms], platforms.span),
  ]);
  return { commands: [install] };
}

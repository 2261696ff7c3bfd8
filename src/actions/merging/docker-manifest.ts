import { concat, type OpenList, open, type Text } from '../../value/index.ts';
import type { ActionCommand, ActionRun, ActionScene } from '../action-run.ts';
import { inputTruth } from '../inputs.ts';
import { openItems } from '../open-items.ts';
import { commandOf, word } from '../words.ts';

const list = { commas: true } as const;

/**
 * `Noelware/docker-manifest-action`: `docker manifest create` of the images for each name, and `docker manifest push` if asked to.
 * Up to v0.3 its inputs have other names.
 *
 * Source: Noelware/docker-manifest-action README.md and src/index.ts (v0.3 to v1).
 */
export function runDockerManifest({ use }: ActionScene): ActionRun {
  const either = (name: string, former: string): OpenList<Text> =>
    concat(openItems(use, name, list), openItems(use, former, list));
  const names = either('inputs', 'base-image');
  const images = either('images', 'extra-images');
  const amends = inputTruth(use, 'amend', false).is === 'yes' ? [word('--amend', use)] : [];
  const isPushed = inputTruth(use, 'push', false).is !== 'no';
  const commands = names.items.flatMap((name): readonly ActionCommand[] => {
    const words = [word('manifest', use), word('create', use), ...amends, name, ...images.items];
    const create = { ...commandOf('docker', use.span, []), args: open(words, ...images.openTo) };
    return isPushed
      ? [create, commandOf('docker', use.span, [word('manifest', use), word('push', use), name])]
      : [create];
  });
  return { commands, ...(names.openTo.length > 0 && { openTo: names.openTo }) };
}

import type { ActionRun, ActionScene } from '../action-run.ts';
import { inputTruth } from '../inputs.ts';
import { wordItems } from '../open-items.ts';
import { commandOf } from '../words.ts';

/**
 * `goreleaser/goreleaser-action`: the program with the words of `args`; with `install-only` nothing but its installation. Without
 * `args` it prints its help.
 *
 * Source: goreleaser/goreleaser-action action.yml, src/main.ts (v2 to v6).
 */
export function runGoreleaser({ use }: ActionScene): ActionRun {
  const { items, openTo } = wordItems(use, 'args');
  const isSilent = items.length + openTo.length === 0 || inputTruth(use, 'install-only', false).is === 'yes';
  return isSilent ? {} : { commands: [{ ...commandOf('goreleaser', use.span, []), args: { items, openTo } }] };
}

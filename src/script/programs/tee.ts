import { knownString, type Text } from '../../value/index.ts';
import { fromCheckout, isDevice } from '../paths.ts';
import type { Output } from '../run/redirections.ts';
import type { Shell } from '../state/shell.ts';

/** The files that `tee` writes beside its output. */
export function teeOutputs(shell: Shell, args: readonly Text[]): readonly Output[] {
  const isOption = (text: Text): boolean => knownString(text)?.startsWith('-') ?? false;
  const appends = args.some((text) => ['-a', '--append'].includes(knownString(text) ?? ''));
  return args
    .filter((text) => !isOption(text) && !isDevice(text, text.span))
    .map((text) => ({ path: fromCheckout(shell.state.directory, text), appends }));
}

import type { Text } from '../../value/index.ts';
import { freshHole, freshSymbol, type Shell } from '../state/shell.ts';
import { withText } from '../state/shell-state.ts';
import type { Status } from '../state/status.ts';

/** `let i=i+1`: the variables it names are counted at run time. */
export function evaluateWords(shell: Shell, words: readonly Text[]): Status {
  for (const word of words) {
    const [first] = word.parts;
    const name = typeof first === 'string' ? /^\s*([A-Za-z_]\w*)/.exec(first)?.[1] : undefined;
    if (name === undefined) continue;
    const shown = `$${name}`;
    shell.state = withText(
      shell.state,
      name,
      freshHole(shell, shown, `\`${shown}\` is counted at run time`, word.span),
    );
  }
  const [first] = words;
  return { is: 'undecided', key: first === undefined ? 'let' : freshSymbol(shell, 'let', first.span) };
}

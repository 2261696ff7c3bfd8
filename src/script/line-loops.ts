import type { CompoundList } from '../syntax/shell.ts';
import { knownString, literal } from '../value/index.ts';
import { limits, placeOf, type Shell, type Stream } from './shell.ts';

/**
 * The lines that `while read … ; do` goes through, each as the input of its `read`, where they are known: those that end with a line
 * break. `undefined` for other conditions, and for more lines than are followed.
 */
export function linesRead(shell: Shell, clause: CompoundList): readonly Stream[] | undefined {
  const { stdin } = shell.frame;
  const input = stdin?.isFollowed === true ? knownString(stdin.text) : undefined;
  if (input === undefined || !isPlainRead(clause)) return undefined;
  const lines = input.split('\n').slice(0, -1);
  if (lines.length >= limits.rounds) return undefined;
  const at = placeOf(shell, clause);
  return lines.map((line) => ({ text: literal(`${line}\n`, at), isFollowed: true }));
}

/** One command `read` that redirects nothing. */
function isPlainRead({ commands: [only, ...others] }: CompoundList): boolean {
  const command = only?.command;
  return (
    command?.type === 'Command' &&
    command.name?.value === 'read' &&
    command.redirects.length === 0 &&
    only?.background !== true &&
    others.length === 0
  );
}

import { type Cause, knownString, literal, type OpenList, open, type Text } from '../../value/index.ts';
import { withVariable } from '../state/shell-state.ts';
import { success } from '../state/status.ts';
import type { Builtin } from './builtins.ts';

/**
 * `mapfile LIST`, `readarray LIST`: the lines of the input as a list, `MAPFILE` where no name is given. Any number of values that
 * are read at run time, where the input is not known or an option chooses among its lines.
 *
 * Source: gnu.org/software/bash/manual, Bash Builtin Commands (mapfile): without `-t` each line keeps its line break.
 */
export const mapLines: Builtin = (shell, { words, openTo, streams, span }) => {
  const args = words.slice(1).map((word) => knownString(word) ?? '');
  const last = args.at(-1) ?? '';
  const isNamed = /^[A-Za-z_]\w*$/.test(last) && !/^-[dnOsuCc]$/.test(args.at(-2) ?? '');
  const name = isNamed ? last : 'MAPFILE';
  const because = `\`$${name}\` is read at run time`;
  const cause: Cause = { kind: 'expression', because, at: span };
  const isPlain = openTo.length === 0 && (isNamed ? args.slice(0, -1) : args).every((word) => word === '-t');
  const input = isPlain && streams.stdin?.isFollowed === true ? knownString(streams.stdin.text) : undefined;
  const items: OpenList<Text> =
    input === undefined || !args.includes('-t')
      ? open<Text>([], cause)
      : open(linesOf(input).map((line) => literal(line, span)));
  if (streams.stdin !== undefined) shell.found.begun.add(streams.stdin);
  shell.state = withVariable(shell.state, name, { is: 'array', items });
  return success;
};

const linesOf = (input: string): readonly string[] => (input === '' ? [] : input.replace(/\n$/, '').split('\n'));

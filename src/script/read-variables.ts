import { knownString, literal } from '../value/index.ts';
import type { Builtin } from './builtins.ts';
import { freshHole } from './shell.ts';
import { withText } from './shell-state.ts';
import { success } from './status.ts';

/** `read A B`: the words of the first line where the input is known, otherwise values that are read at run time. */
export const readVariables: Builtin = (shell, { words, streams, span }, status) => {
  const options = words.slice(1).map((word) => knownString(word) ?? '');
  const names = options.filter(
    (word, index) => /^[A-Za-z_]\w*$/.test(word) && !/^-\w*[dnptuia]$/.test(options[index - 1] ?? ''),
  );
  const input = streams.stdin?.isFollowed === true ? knownString(streams.stdin.text) : undefined;
  const lines = input?.split('\n').filter((line) => line !== '');
  const values = lines?.length === 1 ? lines[0]?.trim().split(/\s+/) : undefined;
  for (const [index, name] of names.entries()) {
    const value = index === names.length - 1 ? values?.slice(index).join(' ') : (values?.[index] ?? '');
    const isKnown = values !== undefined && value !== undefined;
    const text = isKnown
      ? literal(value, span)
      : freshHole(shell, `$${name}`, `\`$${name}\` is read at run time`, span);
    shell.state = withText(shell.state, name, text);
  }
  return values === undefined ? { is: 'undecided', key: 'key' in status ? status.key : 'read' } : success;
};

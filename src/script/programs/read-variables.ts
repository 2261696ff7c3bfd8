import { knownString, literal, open, type Text } from '../../value/index.ts';
import type { Invocation } from '../run/run-invocation.ts';
import { freshHole, type Shell } from '../state/shell.ts';
import { withText, withVariable } from '../state/shell-state.ts';
import { failure, success } from '../state/status.ts';
import { separatorsOf } from '../words/expand-word.ts';
import type { Builtin } from './builtins.ts';
import { lineFields } from './line-fields.ts';

/**
 * `read A B` and `read -a LIST`: the fields of the first line where the input is one known line, otherwise values that are read at run
 * time. It fails where the input ends without a line break, as it does at its end, where all are empty.
 */
export const readVariables: Builtin = (shell, invocation, status) => {
  const { words, streams, span, prefix } = invocation;
  const options = words.slice(1).map((word) => knownString(word) ?? '');
  const names = options.filter(
    (word, index) => /^[A-Za-z_]\w*$/.test(word) && !/^-\w*[dnNptuia]$/.test(options[index - 1] ?? ''),
  );
  const list = options.find((word, index) => /^-\w*a$/.test(options[index - 1] ?? '') && /^[A-Za-z_]\w*$/.test(word));
  const separators = prefix.has('IFS')
    ? knownString(prefix.get('IFS') ?? literal('', span))
    : separatorsOf(shell, span);
  const line = lineOf(invocation, options);
  if (streams.stdin !== undefined) shell.found.begun.add(streams.stdin);
  const cut = (count?: number) =>
    line === undefined || separators === undefined ? undefined : lineFields(line, separators, count);
  if (list !== undefined) setList(shell, list, { fields: cut(), at: span });
  const fields = names.length === 0 ? [] : cut(names.length);
  for (const [index, name] of names.entries()) {
    const value = fields === undefined ? undefined : (fields[index] ?? '');
    shell.state = withText(shell.state, name, value === undefined ? readText(shell, name, span) : literal(value, span));
  }
  if (line === undefined) return { is: 'undecided', key: 'key' in status ? status.key : 'read' };
  return streams.stdin !== undefined && endsLine(streams.stdin.text) ? success : failure;
};

const endsLine = (text: Text): boolean => knownString(text)?.endsWith('\n') === true;

const readText = (shell: Shell, name: string, at: Text['span']): Text =>
  freshHole(shell, `$${name}`, `\`$${name}\` is read at run time`, at);

/** The one line of the input; `undefined` where it is not known, where there are more, or where an option or a backslash changes it. */
function lineOf({ streams }: Invocation, options: readonly string[]): string | undefined {
  const input = streams.stdin?.isFollowed === true ? knownString(streams.stdin.text) : undefined;
  const isRaw = options.some((option) => /^-[a-z]*r/.test(option));
  if (input === undefined || options.some((option) => /^-\w*[dnNu]/.test(option))) return undefined;
  const line = input.replace(/\n$/, '');
  return line.includes('\n') || (line.includes('\\') && !isRaw) ? undefined : line;
}

function setList(
  shell: Shell,
  name: string,
  { fields, at }: { readonly fields: readonly string[] | undefined; readonly at: Text['span'] },
): void {
  const cause = { kind: 'expression', because: `\`$${name}\` is read at run time`, at } as const;
  const items = fields === undefined ? open<Text>([], cause) : open(fields.map((field) => literal(field, at)));
  shell.state = withVariable(shell.state, name, { is: 'array', items });
}

import type { Assignment } from '../../syntax/shell.ts';
import { known, knownString, type OpenList, open, type Text, textKey } from '../../value/index.ts';
import { assign, assignedValue, splitAssignment } from '../run/assignment.ts';
import type { Invocation } from '../run/run-invocation.ts';
import { withEntry } from '../state/persistent-map.ts';
import { freshHole, freshSymbol, noteEnd, type Shell } from '../state/shell.ts';
import { type ShellValue, withoutVariable, withText } from '../state/shell-state.ts';
import { decided, failure, type Status, success } from '../state/status.ts';
import { symbolOf } from '../state/symbols.ts';
import { changeDirectory, popDirectory, pushDirectory } from './directory.ts';
import { evaluateWords } from './let.ts';
import { mapLines } from './map-lines.ts';
import { printf } from './printf.ts';
import { readVariables } from './read-variables.ts';
import { testCommand } from './test-command.ts';

/** What a builtin does to the shell, and how it ends; `status` is what is believed of any command. */
export type Builtin = (shell: Shell, invocation: Invocation, status: Status) => Status;

/** The builtins that change what later commands see. Source: gnu.org/software/bash/manual, Shell Builtin Commands. */
export const builtins: Readonly<Record<string, Builtin>> = {
  ':': () => success,
  true: () => success,
  false: () => failure,
  test: (shell, { words }) => testCommand(shell, words.slice(1)),
  '[': (shell, { words }) => testCommand(shell, words.slice(1, -1)),
  cd: changeDirectory,
  pushd: pushDirectory,
  popd: popDirectory,
  export: (shell, invocation, status) => declare(shell, invocation, { exports: true, status }),
  declare: (shell, invocation, status) => declare(shell, invocation, { isLocal: true, status }),
  typeset: (shell, invocation, status) => declare(shell, invocation, { isLocal: true, status }),
  local: (shell, invocation, status) => declare(shell, invocation, { isLocal: true, status }),
  readonly: (shell, invocation, status) => declare(shell, invocation, { status }),
  unset: (shell, invocation) => unsetVariables(shell, invocation),
  set: (shell, { words, openTo }) => setOptions(shell, { items: words.slice(1), openTo }),
  shift: shiftParameters,
  read: readVariables,
  mapfile: mapLines,
  readarray: mapLines,
  printf: printToVariable,
  let: (shell, { words }) => evaluateWords(shell, words.slice(1)),
  exit: (shell, { words }) => leaveBy(shell, 'exit', words[1]),
  return: (shell, { words }) => leaveBy(shell, 'return', words[1]),
  break: (shell) => leaveBy(shell, 'break', undefined),
  continue: (shell) => leaveBy(shell, 'continue', undefined),
};

interface Declaration {
  readonly exports?: boolean;
  readonly isLocal?: boolean;
  readonly status: Status;
}

/** `export A=b C`, `local x`, `declare -x A=b`, `export -n A`. */
function declare(shell: Shell, { words, node }: Invocation, { exports, isLocal }: Declaration): Status {
  const options = words
    .slice(1)
    .map((word) => knownString(word) ?? '')
    .filter((word) => /^[-+]\w/.test(word));
  const isExport = exports === true ? !options.includes('-n') : options.some((option) => /^-\w*x/.test(option));
  const arrays = new Map(
    node.args.flatMap((one) => (one.type === 'Assignment' && one.value.type === 'ArrayValue' ? [[one.name, one]] : [])),
  );
  for (const word of words.slice(1)) {
    const assignment = splitAssignment(word);
    const name = assignment?.name ?? knownString(word) ?? '';
    if (!/^[A-Za-z_]\w*$/.test(name)) continue;
    if (isLocal === true && !options.includes('-g'))
      shell.state = { ...shell.state, locals: [...shell.state.locals, name] };
    if (assignment !== undefined) setDeclared(shell, name, { text: assignment.value, array: arrays.get(name) });
    else if (isLocal === true && exports !== true && shell.frame.calls > 0) assign(shell, name, { is: 'unset' });
    if (isExport || options.includes('-n')) {
      shell.state = { ...shell.state, exported: withEntry(shell.state.exported, name, known(isExport)) };
    }
  }
  return success;
}

function setDeclared(
  shell: Shell,
  name: string,
  { text, array }: { readonly text: Text; readonly array: Assignment | undefined },
): void {
  const value: ShellValue = array === undefined ? { is: 'text', text } : assignedValue(shell, array);
  assign(shell, name, value);
}

function unsetVariables(shell: Shell, { words }: Invocation): Status {
  for (const word of words.slice(1)) {
    const name = knownString(word) ?? '';
    if (/^[A-Za-z_]\w*$/.test(name)) shell.state = withoutVariable(shell.state, name);
  }
  return success;
}

/** `printf -v NAME …`; elsewhere it prints. */
function printToVariable(shell: Shell, { words, span }: Invocation, status: Status): Status {
  const [, option, variable, ...rest] = words;
  const written = variable === undefined ? undefined : knownString(variable);
  const [, name, item] = /^([A-Za-z_]\w*)(\[.*\])?$/s.exec(written ?? '') ?? [];
  if (option === undefined || knownString(option) !== '-v' || name === undefined) return status;
  if (item !== undefined) {
    const cause = { kind: 'expression', because: `an item of \`$${name}\` is printed at run time`, at: span } as const;
    assign(shell, name, { is: 'array', items: open([], cause) });
    return success;
  }
  const text = printf(rest, span) ?? freshHole(shell, `$${name}`, `\`$${name}\` is printed at run time`, span);
  shell.state = withText(shell.state, name, text);
  return success;
}

/** `set -e`, `set +e`, `set -o errexit`, `set -a`, `set -- a b`. */
function setOptions(shell: Shell, { items: words, openTo }: OpenList<Text>): Status {
  for (const [index, word] of words.entries()) {
    const option = knownString(word) ?? '';
    if (option === '--' || !/^[-+]/.test(option)) {
      if (option === '--' || !isOptionName(words[index - 1])) {
        const items = words.slice(option === '--' ? index + 1 : index);
        shell.state = { ...shell.state, positional: { items, openTo } };
        return success;
      }
      continue;
    }
    const name = isOptionName(word) ? knownString(words[index + 1] ?? word) : undefined;
    const isOn = option.startsWith('-');
    if (/^[-+][a-zA-Z]*e/.test(option) || name === 'errexit') shell.state = { ...shell.state, stopsOnFailure: isOn };
    if (/^[-+][a-zA-Z]*a/.test(option) || name === 'allexport')
      shell.state = { ...shell.state, exportsAll: known(isOn) };
    if (name === 'pipefail') shell.state = { ...shell.state, failsInPipes: isOn };
  }
  return success;
}

/** Whether the next word is the name of an option: `-o`, `-euo`. */
const isOptionName = (word: Text | undefined): boolean => /^[-+][a-zA-Z]*o$/.test((word && knownString(word)) ?? '');

function shiftParameters(shell: Shell, { words: [, count], span }: Invocation): Status {
  const { items, openTo } = shell.state.positional;
  const known = count === undefined ? '1' : knownString(count);
  if (count !== undefined && (known === undefined || !/^\d+$/.test(known))) {
    const because = 'how many parameters are dropped is known at run time';
    shell.state = { ...shell.state, positional: open([], { kind: 'expression', because, at: count.span }) };
    return { is: 'undecided', key: freshSymbol(shell, 'shift', span) };
  }
  const dropped = Number(known);
  // There may be more parameters than are known. With too few of them nothing is dropped.
  if (dropped > items.length && openTo.length === 0) return failure;
  if (dropped > items.length) {
    const because = 'which parameters are left is known at run time';
    shell.state = { ...shell.state, positional: open([], { kind: 'expression', because, at: span }) };
    return { is: 'undecided', key: freshSymbol(shell, 'shift', span) };
  }
  shell.state = { ...shell.state, positional: { items: items.slice(dropped), openTo } };
  return success;
}

function leaveBy(shell: Shell, jump: 'exit' | 'return' | 'break' | 'continue', code: Text | undefined): Status {
  const known = code === undefined ? undefined : knownString(code);
  const status = known === undefined || !/^\d+$/.test(known) ? success : decided(Number(known) === 0);
  const returned: Status =
    code !== undefined && known === undefined ? { is: 'undecided', key: symbolOf('returned', textKey(code)) } : status;
  shell.state = { ...shell.state, jump, returned };
  if (jump === 'exit' && returned.is !== 'failure') noteEnd(shell);
  return returned;
}

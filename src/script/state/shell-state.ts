import type { ShellCommand } from '../../model/index.ts';
import type { CompoundList, FunctionNode } from '../../syntax/shell.ts';
import { any, type Cause, closed, literal, no, type OpenList, type Text, type Truth, yes } from '../../value/index.ts';
import type { Code } from '../code.ts';
import type { ScriptInput } from '../script-input.ts';
import { lookUp, type PersistentMap, withEntry } from './persistent-map.ts';
import type { Status } from './status.ts';

/** What a variable of the shell holds. */
export type ShellValue =
  | { readonly is: 'text'; readonly text: Text; readonly perhaps?: Perhaps }
  | { readonly is: 'array'; readonly items: OpenList<Text> }
  | { readonly is: 'unset' };

/** Why a variable may not be set; its text is empty then. Equal keys, equally set. */
export interface Perhaps {
  readonly key: string;
  readonly cause: Cause;
}

/** A function, and the code and the file in which its body stands. */
export interface ShellFunction {
  readonly body: FunctionNode['body'] | CompoundList;
  readonly code: Code;
  /** As it was named; `undefined` for code of no file. */
  readonly file: Text | undefined;
}

/** A name that stands for a function on some ways, or for one of several; without ways, for one of very many. */
export interface EitherFunction {
  readonly ways: readonly FunctionWay[];
}

/** What a name stands for on one way: `undefined` for no function. */
export interface FunctionWay {
  readonly path: string;
  readonly called: ShellFunction | undefined;
}

/** What a name stands for that is called. */
export type CalledFunction = ShellFunction | EitherFunction;

/** How control leaves a list of commands before its end, from the weakest to the strongest. */
export type Jump = 'continue' | 'break' | 'return' | 'exit';

/** Everything that commands of a shell process change. Immutable; branches share what they do not change. */
export interface ShellState {
  /** Variables that the script itself changed; the others are the job's. */
  readonly variables: PersistentMap<ShellValue>;
  /** Variables whose export attribute the script changed. */
  readonly exported: PersistentMap<Truth>;
  /** `set -a`: what is assigned is exported. */
  readonly exportsAll: Truth;
  readonly functions: PersistentMap<CalledFunction>;
  /** Files the script wrote, by the key of their path from the checkout. */
  readonly files: WrittenFiles;
  /** The working directory from the checkout; empty at its root. */
  readonly directory: Text;
  /** Where `cd -` leads. */
  readonly formerDirectory: Text;
  /** Where `popd` leads, the last one first in turn. */
  readonly formerDirectories: readonly Text[];
  readonly positional: OpenList<Text>;
  /** `set -e`. */
  readonly stopsOnFailure: boolean;
  /** `set -o pipefail`: the failure of any part of a pipe is that of the whole. */
  readonly failsInPipes: boolean;
  /** Whether control gets here at all. */
  readonly runs: Truth;
  /** One key for the conditions that lead here. */
  readonly path: string;
  /** Set once control has certainly left; nothing runs until whoever catches it clears it. */
  readonly jump: Jump | undefined;
  /** Ways that left earlier under a condition and come back where their jump is caught. */
  readonly departed: readonly Departed[];
  /** What `return` said. */
  readonly returned: Status | undefined;
  /** Names that `local` declared in the function at hand. */
  readonly locals: readonly string[];
  /** One key for the files out of sight whose variables were taken over; empty for none. */
  readonly sourced: string;
}

/** A state that left a list of commands by a jump. */
export interface Departed {
  readonly jump: Jump;
  readonly state: ShellState;
}

/** A file that the script wrote. */
export interface WrittenFile {
  readonly path: Text;
  readonly content: Text;
}

/** Files that scripts wrote, by the key of their path from the checkout. */
export type WrittenFiles = PersistentMap<WrittenFile>;

/** The state in which a script starts. */
export function initialState({ place, process, ...given }: ScriptInput): ShellState {
  const directory = given.directory ?? literal('', place);
  return {
    variables: undefined,
    exported: undefined,
    exportsAll: no,
    functions: undefined,
    files: given.files,
    directory,
    formerDirectory: directory,
    formerDirectories: [],
    positional: closed([]),
    stopsOnFailure: given.stopsOnFailure ?? startsWithErrexit(process),
    failsInPipes: given.failsInPipes ?? true,
    runs: yes,
    path: '',
    jump: undefined,
    departed: [],
    returned: undefined,
    locals: [],
    sourced: '',
  };
}

/**
 * Source: gitlab-runner shells/bash.go: `set -o errexit` before the script; Docker runs RUN by `/bin/sh -c` without.
 */
const startsWithErrexit = (kind: ShellCommand['process']): boolean => kind !== 'run';

/** The state with one variable changed. */
export const withVariable = (state: ShellState, name: string, value: ShellValue): ShellState => ({
  ...state,
  variables: withEntry(state.variables, name, value),
  exported: value.is === 'unset' ? state.exported : exportedBy(state, name),
});

/** What is exported once a variable was assigned. */
const exportedBy = ({ exported, exportsAll }: ShellState, name: string): ShellState['exported'] =>
  exportsAll.is === 'no' ? exported : withEntry(exported, name, any([exportsAll, lookUp(exported, name) ?? no]));

/** The state without a variable; what is set later under that name is not exported. */
export const withoutVariable = (state: ShellState, name: string): ShellState => ({
  ...withVariable(state, name, { is: 'unset' }),
  exported: withEntry(state.exported, name, no),
});

/** The state with one variable set to a text: the first item of a list, otherwise all there is. */
export const withText = (state: ShellState, name: string, text: Text): ShellState =>
  withVariable(state, name, asFirst(changedValue(state, name), text));

/** What a text makes of what was there. Source: gnu.org/software/bash/manual, 6.7 Arrays: without an index, that is item 0. */
export function asFirst(before: ShellValue | undefined, text: Text): ShellValue {
  if (before?.is !== 'array') return { is: 'text', text };
  const { items, openTo } = before.items;
  return { is: 'array', items: { items: [text, ...items.slice(1)], openTo } };
}

/** The state with one variable set and exported. */
export const withExported = (state: ShellState, name: string, text: Text): ShellState => ({
  ...withVariable(state, name, { is: 'text', text }),
  exported: withEntry(state.exported, name, yes),
});

/** What the script itself made of a variable; `undefined` if it left it alone. */
export const changedValue = (state: ShellState, name: string): ShellValue | undefined => lookUp(state.variables, name);

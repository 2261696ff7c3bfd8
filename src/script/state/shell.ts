import type { ShellChoice, ShellCommand } from '../../model/index.ts';
import type { Span } from '../../source/source-file.ts';
import { type Cause, type CauseKind, literal, type Text } from '../../value/index.ts';
import type { Code } from '../code.ts';
import type { ScriptInput } from '../script-input.ts';
import { initialState, type ShellState } from './shell-state.ts';
import { holeText, symbolOf } from './symbols.ts';

/** A shell process while it is read: `state` and `frame` are replaced as reading goes on, `found` grows. */
export interface Shell {
  readonly input: ScriptInput;
  state: ShellState;
  frame: Frame;
  readonly found: Found;
}

/** Where reading stands: what changes with the construct, not with the commands. */
export interface Frame {
  readonly code: Code;
  /** `$0`. */
  readonly name: Text;
  /** The file that the code is in, as it was named; `undefined` for code of no file. */
  readonly file: Text | undefined;
  readonly via: readonly Span[];
  /** How many constructs, calls and substitutions reading is inside of. */
  readonly depth: number;
  /** How many functions and scripts it is inside of. */
  readonly calls: number;
  /** What commands read that redirect nothing; `undefined` for nothing at all. */
  readonly stdin: Stream | undefined;
  /** Where their output goes if somebody reads it. */
  readonly sink: Sink | undefined;
  /** Files to which the construct around them sends their output. */
  readonly files: readonly Text[];
  /** Whether the script goes on when the command at hand fails. */
  readonly isTolerant: boolean;
  /** Whether it is written so that it may fail: something answers its failure. */
  readonly mayFail: boolean;
  /** Whether this reading is only to learn what a loop changes. */
  readonly isTrial: boolean;
  /** Whether the command at hand is the last one, so that its failure is that of the whole. */
  readonly isLast: boolean;
}

/** What flows through a pipe or out of a command. */
export interface Stream {
  readonly text: Text;
  /** Whether the text says something: false for the output of a program that was not followed. */
  readonly isFollowed: boolean;
}

/** What the commands of a construct print, in order, each with the key of the conditions under which it does. */
export interface Sink {
  readonly printed: { readonly stream: Stream; readonly path: string }[];
}

/** What reading has brought to light so far. */
export interface Found {
  readonly commands: ShellCommand[];
  readonly choices: ShellChoice[];
  readonly openTo: Cause[];
  /** Files that are read and that the script did not write, by the keys of their paths from the checkout. */
  readonly sought: Set<string>;
  /** Input of which a `read` has taken a line, so that nobody knows what is left of it. */
  readonly begun: WeakSet<Stream>;
  /** The states in which the script ends early without failing. */
  readonly ends: EarlyEnd[];
  /** Constructs read, and symbols handed out. */
  steps: number;
  symbols: number;
}

/** A place where the script ends before its last command, and does not fail. */
export interface EarlyEnd {
  readonly state: ShellState;
  /** How many commands are in front of it. */
  readonly behind: number;
}

/** Bounds of reading. A script that passes one of them is open from there on. */
export const limits = {
  steps: 25_000,
  commands: 5_000,
  depth: 80,
  calls: 20,
  rounds: 50,
  /** Causes that open the list; one would do. */
  causes: 200,
  /** Early ends that are told apart. */
  ends: 60,
  /** UTF-16 code units of one value, and unknown parts of it. */
  length: 200_000,
  holes: 1_000,
} as const;

/** A shell at the beginning of a script. */
export function startShell(input: ScriptInput, code: Code): Shell {
  return {
    input,
    state: initialState(input),
    frame: {
      code,
      name: literal('sh', input.place),
      file: undefined,
      via: [],
      depth: 0,
      calls: 0,
      stdin: undefined,
      sink: undefined,
      files: [],
      isTolerant: false,
      mayFail: false,
      isTrial: false,
      isLast: false,
    },
    found: {
      commands: [],
      choices: [],
      openTo: [...input.items.openTo],
      sought: new Set(),
      begun: new WeakSet(),
      ends: [],
      steps: 0,
      symbols: 0,
    },
  };
}

/** Reads something in a changed frame. */
export function within<T>(shell: Shell, change: Partial<Frame>, read: () => T): T {
  const outer = shell.frame;
  shell.frame = { ...outer, ...change };
  const result = read();
  shell.frame = outer;
  return result;
}

/** Counts a construct. False, with a cause, once the script is longer or deeper than reading goes. */
export function mayGoOn(shell: Shell, node: Placed): boolean {
  if (shell.state.jump !== undefined) return false;
  shell.found.steps += 1;
  const isTooLong = shell.found.steps > limits.steps || shell.found.commands.length >= limits.commands;
  if (!isTooLong && shell.frame.depth <= limits.depth) return true;
  const because = isTooLong ? 'the script runs more commands than are followed' : 'the script nests too deeply';
  openCommands(shell, 'indirection', because, placeOf(shell, node));
  if (isTooLong) shell.state = { ...shell.state, jump: 'exit' };
  return false;
}

/** Says that the script may run commands that are not in the list. The same reason counts once. */
export function openCommands(shell: Shell, kind: CauseKind, because: string, at: Span): void {
  const { openTo } = shell.found;
  const isSaid = openTo.some(
    (cause) => cause.because === because && cause.at.file === at.file && cause.at.start === at.start,
  );
  if (!isSaid && openTo.length < limits.causes) openTo.push({ kind, because, at });
}

/** Notes that the script may end here without failing. */
export function noteEnd({ found, state, frame }: Shell): void {
  if (!frame.isTrial && found.ends.length < limits.ends) found.ends.push({ state, behind: found.commands.length });
}

/** A symbol that no other use shares. */
export function freshSymbol(shell: Shell, name: string, at: Span): string {
  shell.found.symbols += 1;
  const { scope, turn = '' } = shell.input;
  return symbolOf(`${name}@${scope}${turn}`, at.file.path, `${at.start}`, `${shell.found.symbols}`);
}

/** The value of something that is new at each use, such as the output of `date`. */
export function freshHole(shell: Shell, shown: string, because: string, at: Span): Text {
  const cause: Cause = { kind: 'command-substitution', because, at };
  return holeText({ symbol: freshSymbol(shell, shown, at), shown, cause }, at);
}

/** A node of the tree, by its half-open offsets in the code at hand. */
interface Placed {
  readonly pos: number;
  readonly end: number;
}

/** The place of a node of the tree. */
export const placeOf = (shell: Shell, node: Placed): Span => shell.frame.code.text.spanOf(node.pos, node.end);

import type { ShellCommand } from '../../model/index.ts';
import type { Span } from '../../source/source-file.ts';
import type { Command } from '../../syntax/shell.ts';
import { type Cause, type Field, hidden, holesOf, literal, set, type Text, textKey, unset } from '../../value/index.ts';
import { builtins } from '../programs/builtins.ts';
import { copyFiles } from '../programs/copy-files.ts';
import { editFiles } from '../programs/edit-files.ts';
import { outputOf } from '../programs/outputs.ts';
import { isQuestion, isRepeatable } from '../programs/programs.ts';
import { reportFiles } from '../programs/report-files.ts';
import { teeOutputs } from '../programs/tee.ts';
import { peel } from '../programs/wrappers.ts';
import { filesSeenFrom } from '../state/files-seen.ts';
import { lookUp } from '../state/persistent-map.ts';
import { freshSymbol, openCommands, type Shell, type Stream, within } from '../state/shell.ts';
import type { CalledFunction } from '../state/shell-state.ts';
import { type Status, success } from '../state/status.ts';
import { symbolOf } from '../state/symbols.ts';
import { runBranches } from './branches.ts';
import { commandEnvironment } from './command-environment.ts';
import { followedScript } from './follow-script.ts';
import { type Output, type Streams, writeFiles } from './redirections.ts';
import { programName } from './run-command.ts';
import { callFunction } from './run-function.ts';
import { followedMake } from './run-make.ts';

/** A simple command after expansion. */
export interface Invocation {
  /** The program and its arguments; at least one. */
  readonly words: readonly Text[];
  /** Why there may be more words. */
  readonly openTo: readonly Cause[];
  readonly prefix: ReadonlyMap<string, Text>;
  readonly streams: Streams;
  readonly span: Span;
  readonly node: Command;
  /** Whether another program starts it, so that functions and builtins of the shell are out of reach. */
  readonly isWrapped: boolean;
}

/** Runs what the words name: a function, a builtin, a script that can be followed, or a program. */
export function runInvocation(shell: Shell, invocation: Invocation): Status {
  if (invocation.isWrapped) return runProgram(shell, invocation);
  return runCalled(shell, invocation, lookUp(shell.state.functions, programName(invocation.words[0])));
}

/** Runs what a name stands for, on each way where it stands for something else. */
function runCalled(shell: Shell, invocation: Invocation, called: CalledFunction | undefined): Status {
  if (called === undefined) return runProgram(shell, invocation);
  if ('body' in called) {
    return redirected(shell, invocation, () => callFunction(shell, invocation, called)) ?? emit(shell, invocation);
  }
  const name = programName(invocation.words[0]);
  if (called.ways.length === 0) {
    openCommands(shell, 'indirection', `which of many functions \`${name}\` is, is not known`, invocation.span);
    return emit(shell, invocation);
  }
  const because = `which \`${name}\` is called depends on what runs before`;
  const ways = called.ways.map((way) => ({
    because,
    key: symbolOf('function', way.path),
    run: () => runCalled(shell, invocation, way.called),
  }));
  return runBranches(shell, ways, invocation.span);
}

function runProgram(shell: Shell, invocation: Invocation): Status {
  const name = programName(invocation.words[0]);
  const inner = peel(invocation);
  if (inner !== undefined) {
    const status = runInvocation(shell, inner);
    if (name === 'exec') shell.state = { ...shell.state, jump: shell.state.jump ?? 'exit' };
    return status;
  }
  const script = followedScript(shell, invocation);
  if (script !== undefined) return redirected(shell, invocation, script) ?? success;
  const make = followedMake(shell, invocation);
  if (make?.isWhole === true) return redirected(shell, invocation, make.run) ?? success;
  if (make !== undefined) emit(shell, invocation);
  if (make !== undefined) return redirected(shell, invocation, make.run) ?? success;
  const builtin = Object.hasOwn(builtins, name) ? builtins[name] : undefined;
  const status = emit(shell, invocation);
  return builtin === undefined || invocation.isWrapped ? status : builtin(shell, invocation, status);
}

/** Reads inner commands with the streams of the command that calls them. */
function redirected(shell: Shell, { streams, span }: Invocation, run: () => Status | undefined): Status | undefined {
  const { stdin, outputs } = streams;
  if (outputs === undefined) return within(shell, { stdin }, run);
  writeFiles(
    shell,
    outputs.filter(({ appends }) => !appends),
    literal('', span),
  );
  return within(shell, { stdin, sink: undefined, files: outputs.map(({ path }) => path) }, run);
}

/** Puts the command on the list, with all that it sees and writes. */
function emit(shell: Shell, invocation: Invocation): Status {
  const { state, frame, input, found } = shell;
  const { words, openTo, prefix, streams, span } = invocation;
  const [program] = words;
  if (program === undefined) return success;
  const writes = writesOf(shell, invocation);
  const command: ShellCommand = {
    program,
    args: { items: words.slice(1), openTo },
    prefix,
    environment: (name) => commandEnvironment({ input, state, prefix }, name, span),
    runs: state.runs,
    failureIsIgnored: frame.isTolerant,
    mayFail: frame.mayFail,
    stdin: fieldOf(streams.stdin),
    writes,
    files: filesSeenFrom(state),
    directory: state.directory,
    process: input.process,
    span,
    via: frame.via,
  };
  found.commands.push(command);
  return statusOf(shell, invocation);
}

/** What the command writes; `shell.state` has it afterwards. */
function writesOf(shell: Shell, invocation: Invocation): ShellCommand['writes'] {
  const { words, span } = invocation;
  const printed = print(shell, invocation);
  const copied = copyFiles(shell, words);
  const edited = editFiles(shell, words, span);
  const reported = reportFiles(shell, words, span);
  const others = [...copied, ...edited, ...reported];
  return others.length === 0 ? printed : [...printed, ...others];
}

/** Sends the output where it goes: to files, to whoever reads it, or nowhere. */
function print(shell: Shell, { words, openTo, streams, span }: Invocation): ShellCommand['writes'] {
  const { files, sink } = shell.frame;
  const inherited = (): readonly Output[] => files.map((path) => ({ path, appends: true }));
  const tee = programName(words[0]) === 'tee' ? teeOutputs(shell, words.slice(1)) : [];
  const outputs = [...(streams.outputs ?? inherited()), ...tee];
  const isRead = sink !== undefined && streams.outputs === undefined;
  if (outputs.length === 0 && !isRead) return [];
  const stream = outputOf(shell, { words, openTo, stdin: streams.stdin, at: span });
  if (isRead) sink.printed.push({ stream, path: shell.state.path });
  return writeFiles(shell, outputs, stream.text);
}

function fieldOf(stream: Stream | undefined): Field<Text> {
  if (stream === undefined) return unset;
  const cause = holesOf(stream.text)[0]?.cause;
  return stream.isFollowed || cause === undefined ? set(stream.text) : hidden(cause);
}

/** What is believed of its end: questions are open, anything else succeeds. */
function statusOf(shell: Shell, { words, streams, span }: Invocation): Status {
  const key = isRepeatable(shell, words)
    ? symbolOf('status', ...words.map(textKey), streams.stdin === undefined ? '' : textKey(streams.stdin.text))
    : freshSymbol(shell, 'status', span);
  return { is: isQuestion(words) ? 'undecided' : 'assumed', key };
}

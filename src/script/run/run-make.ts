import { joinTexts, literal, textKey } from '../../value/index.ts';
import { type Code, textOfLiteral } from '../code.ts';
import { limits, openCommands, type Shell, type Sink, within } from '../state/shell.ts';
import { type ShellState, withExported, withoutVariable } from '../state/shell-state.ts';
import { failure, type Status, success } from '../state/status.ts';
import { workingDirectory } from '../state/variable-value.ts';
import { runApart, streamOf, withoutLastBreaks } from '../words/substitution.ts';
import { runBranches } from './branches.ts';
import { commandEnvironment, exportedOnly } from './command-environment.ts';
import { codeOfFile, codeSyntax } from './follow-script.ts';
import type { MakeCall, MakeCondition, MakePlan, MakeStep } from './make-call.ts';
import { programName } from './run-command.ts';
import type { Invocation } from './run-invocation.ts';
import { runStatements } from './run-statements.ts';

/** A call of make that was read: whether all that it does is known, and how to run it. */
export interface FollowedMake {
  readonly isWhole: boolean;
  readonly run: () => Status;
}

/** How to read what a call of make runs. `undefined` for other programs, and where nobody reads makefiles. */
export function followedMake(shell: Shell, invocation: Invocation): FollowedMake | undefined {
  const { input, frame } = shell;
  const name = programName(invocation.words[0]);
  if ((name !== 'make' && name !== 'gmake') || input.readMake === undefined) return undefined;
  if (frame.calls >= limits.calls) {
    openCommands(shell, 'indirection', 'calls of `make` nest more deeply than is followed', invocation.span);
    return undefined;
  }
  const plan = input.readMake(callOf(shell, invocation));
  for (const { kind, because, at } of plan.openTo) openCommands(shell, kind, because, at);
  return { isWhole: plan.openTo.length === 0, run: () => runApart(shell, () => runPlan(shell, invocation, plan)) };
}

function callOf(shell: Shell, { words, openTo, span, prefix }: Invocation): MakeCall {
  const { input, state } = shell;
  return {
    words,
    openTo,
    span,
    directory: state.directory,
    paths: input.paths,
    environment: (name) => commandEnvironment({ input, state, prefix }, name, span),
    valueOf: (name) => input.variables.valueOf(name, span),
    readFile: (path) => codeOfFile({ ...shell, state: { ...state, directory: literal('', span) } }, path),
    outputOf: (command, directory) => outputOf(shell, command, { ...state, directory }),
    absolute: (directory) => workingDirectory({ ...shell, state: { ...state, directory } }, span),
  };
}

/** Reads a command of `$(shell …)` in a shell of its own, in the environment of the call. */
function outputOf(shell: Shell, code: Code, state: ShellState): ReturnType<MakeCall['outputOf']> {
  const sink: Sink = { printed: [] };
  const at = code.text.span;
  const outer = shell.state;
  shell.state = state;
  runApart(shell, () => {
    shell.state = { ...shell.state, functions: undefined, stopsOnFailure: false };
    return within(shell, { sink, files: [], code, calls: shell.frame.calls + 1, isLast: true, stdin: undefined }, () =>
      runStatements(shell, codeSyntax(shell, code)),
    );
  });
  shell.state = outer;
  return withoutLastBreaks(streamOf(sink, state.path, at).text);
}

/** Runs the lines of a plan, each in a shell of its own that sees the files of those before. */
function runPlan(shell: Shell, invocation: Invocation, { steps }: MakePlan): Status {
  const start = exportedOnly(shell, invocation.prefix, invocation.span);
  const environments = new Map<MakeStep['environment'], ShellState>();
  let status: Status = success;
  for (const step of steps) {
    const known = environments.get(step.environment) ?? inEnvironment(start, step.environment);
    environments.set(step.environment, known);
    status = underConditions(shell, step.conditions, () => runStep(shell, invocation, step, known));
    if (shell.state.jump !== undefined) break;
    if (status.is === 'failure' && !step.failureIsIgnored) return failure;
  }
  return status.is === 'failure' ? success : status;
}

function inEnvironment(start: ShellState, environment: MakeStep['environment']): ShellState {
  let state = start;
  for (const [name, text] of environment) {
    if (text !== undefined) state = withExported(state, name, text);
    else state = withoutVariable(state, name);
  }
  return state;
}

function underConditions(shell: Shell, conditions: readonly MakeCondition[], run: () => Status): Status {
  const [first, ...others] = conditions;
  if (first === undefined) return run();
  const { because, key, at } = first;
  return runBranches(
    shell,
    [
      { because, key: `if ${key}`, run: () => underConditions(shell, others, run) },
      { because: `it runs only if not \`${key}\``, key: `else ${key}`, run: () => success },
    ],
    at,
  );
}

function runStep(shell: Shell, { span }: Invocation, step: MakeStep, environment: ShellState): Status {
  const { code, directory, failureIsIgnored, stopsOnFailure, isPrinted } = step;
  const { frame } = shell;
  if (isPrinted) printLine(shell, code);
  const status = runApart(shell, () => {
    const { files, runs, path } = shell.state;
    shell.state = { ...environment, files, runs, path, directory, stopsOnFailure, departed: [], jump: undefined };
    const inside = {
      code,
      name: literal('sh', span),
      file: undefined,
      via: [...frame.via, span, ...step.via],
      calls: frame.calls + 1,
      isLast: true,
      isTolerant: failureIsIgnored || frame.isTolerant,
      mayFail: failureIsIgnored || frame.mayFail,
    };
    return within(shell, inside, () => runStatements(shell, codeSyntax(shell, code)));
  });
  return failureIsIgnored && status.is === 'failure' ? success : status;
}

/** Make prints a line before it runs it, unless it is told not to. */
function printLine({ frame, state }: Shell, code: Code): void {
  const at = code.text.span;
  const text = joinTexts([textOfLiteral(code, code.text.text, at), literal('\n', at)], at);
  frame.sink?.printed.push({ stream: { text, isFollowed: textKey(text) !== '' }, path: state.path });
}

import type { ShellCommand } from '../model/shell-command.ts';
import { readCommands } from '../script/read-commands.ts';
import { EmbeddedText } from '../source/embedded-text.ts';
import type { DockerfileInstruction } from '../syntax/dockerfile.ts';
import { closed, hidden, knownString, type OpenList, open } from '../value/index.ts';
import { execCommand, isPosixShell, shellScriptOf } from './exec-form.ts';
import type { RunScript } from './heredocs.ts';
import { readJsonForm } from './json-form.ts';
import { runVariables } from './run-variables.ts';
import type { StageScope } from './stage-scope.ts';

/** Where a `RUN` stands. */
export interface RunPlace {
  readonly line: DockerfileInstruction;
  readonly names: StageScope;
}

/** The commands of a `RUN`, in their order; open where another program than a POSIX shell runs them. */
export function readRunCommands(script: RunScript, place: RunPlace): OpenList<ShellCommand> {
  const { line, names } = place;
  const words = readJsonForm(script.text);
  if (words !== undefined) return execForm(words, place);
  const program = script.interpreter ?? names.shell;
  if (program !== undefined && !isPosixShell(program))
    return open<ShellCommand>([], { kind: 'indirection', because: `\`${program}\` runs it`, at: line.span });
  return shellForm(script.text, line, names);
}

function execForm(words: readonly ShellCommand['program'][], { line, names }: RunPlace): OpenList<ShellCommand> {
  const script = shellScriptOf(words);
  const text = script === undefined ? undefined : knownString(script);
  if (script !== undefined && text !== undefined) return shellForm(EmbeddedText.opaque(text, script.span), line, names);
  return closed(words.length === 0 ? [] : [execCommand(words, runVariables(names, line.span.start), line.span)]);
}

/** A line of more UTF-16 units than this is not followed; the longest real ones have a few thousand. */
const longest = 100_000;

/** The builder decides on which machine it runs, so the architecture is not known here. */
function shellForm(text: EmbeddedText, { span }: DockerfileInstruction, names: StageScope): OpenList<ShellCommand> {
  if (text.text.length > longest)
    return open<ShellCommand>([], { kind: 'indirection', because: 'the commands are too long to follow', at: span });
  return readCommands({
    items: closed([text]),
    place: span,
    process: 'run',
    variables: runVariables(names, span.start),
    machine: hidden({ kind: 'runner', because: 'the platform of the build decides', at: span }),
    scope: `${span.file.path} ${String(span.start)}`,
  });
}

/** The program that a `SHELL` line asks for; `undefined` if the line does not say. */
export function shellOf({ args }: DockerfileInstruction): string | undefined {
  const program = readJsonForm(args)?.[0];
  return program === undefined ? undefined : knownString(program);
}

import type { ShellCommand } from '../model/command/shell-command.ts';
import { readScript, type ScriptReading } from '../script/read-commands.ts';
import { EmbeddedText } from '../source/embedded-text.ts';
import type { DockerfileInstruction } from '../syntax/dockerfile.ts';
import { closed, knownString, open, type Text } from '../value/index.ts';
import { execCommand, isPosixShell, shellScriptOf } from './exec-form.ts';
import type { RunScript } from './heredocs.ts';
import { readJsonForm } from './json-form.ts';
import { runVariables } from './run-variables.ts';
import { type StageScope, shellAt } from './stage-scope.ts';

/** Where a `RUN` stands. */
export interface RunPlace {
  readonly line: DockerfileInstruction;
  readonly names: StageScope;
}

/** The commands of a `RUN`, in their order; open where another program than a POSIX shell runs them. */
export function readRunScript(script: RunScript, place: RunPlace): ScriptReading {
  const { line, names } = place;
  const words = readJsonForm(script.text);
  if (words !== undefined) return execForm(words, place);
  const program = script.interpreter ?? shellAt(names, line.span.start);
  if (program !== undefined && !isPosixShell(program)) return unread(`\`${program}\` runs it`, line);
  return shellForm(script.text, line, names);
}

function execForm(words: readonly Text[], { line, names }: RunPlace): ScriptReading {
  const script = shellScriptOf(words);
  const text = script === undefined ? undefined : knownString(script);
  if (script !== undefined && text !== undefined) return shellForm(EmbeddedText.opaque(text, script.span), line, names);
  const command = () => execCommand(words, runVariables(names, line.span.start), line.span);
  return { commands: closed(words.length === 0 ? [] : [command()]), choices: [] };
}

/** A line of more UTF-16 units than this is not followed; the longest real ones have a few thousand. */
const longest = 100_000;

function shellForm(text: EmbeddedText, line: DockerfileInstruction, names: StageScope): ScriptReading {
  const { span } = line;
  if (text.text.length > longest) return unread('the commands are too long to follow', line);
  return readScript({
    items: closed([text]),
    place: span,
    process: 'run',
    variables: runVariables(names, span.start),
    machine: names.machine,
    scope: `${span.file.path} ${String(span.start)}`,
  });
}

const unread = (because: string, { span }: DockerfileInstruction): ScriptReading => ({
  commands: open<ShellCommand>([], { kind: 'indirection', because, at: span }),
  choices: [],
});

/** The program that a `SHELL` line asks for; `undefined` if the line does not say. */
export function shellOf({ args }: DockerfileInstruction): string | undefined {
  const program = readJsonForm(args)?.[0];
  return program === undefined ? undefined : knownString(program);
}

import type { ShellCommand } from '../model/shell-command.ts';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { DockerfileInstruction } from '../syntax/dockerfile.ts';
import { knownString, type OpenList } from '../value/index.ts';
import type { RunScript } from './heredocs.ts';
import { readJsonForm } from './json-form.ts';
import { foreignCommands } from './runs.ts';
import type { StageScope } from './stage-scope.ts';

/** Where a `RUN` stands. */
export interface RunPlace {
  readonly line: DockerfileInstruction;
  /** The program of the stage's `SHELL`; absent if none is written. */
  readonly shell: string | undefined;
  readonly names: StageScope;
  /** Offset of the instruction. */
  readonly offset: number;
}

/** The commands of a `RUN`, in their order; open where another program than a POSIX shell runs them. */
export function readRunCommands(script: RunScript, { line, shell }: RunPlace): OpenList<ShellCommand> {
  return foreignCommands(script.interpreter ?? shell ?? 'sh', line.span);
}

/** The program that a `SHELL` line asks for; `undefined` if the line does not say. */
export function shellOf(args: EmbeddedText): string | undefined {
  const program = readJsonForm(args)?.[0];
  return program === undefined ? undefined : knownString(program);
}

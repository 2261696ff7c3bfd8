import type { ShellChoice, ShellCommand } from '../model/command/shell-command.ts';
import type { DockerfileFlag, DockerfileRun, RunMount } from '../model/dockerfile/dockerfile.ts';
import type { ScriptReading } from '../script/read-commands.ts';
import { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import type { DockerfileInstruction, EscapeCharacter } from '../syntax/dockerfile.ts';
import type { OpenList } from '../value/index.ts';
import type { CopyContext } from './copies.ts';
import { readFlag } from './flags.ts';
import { type Heredoc, heredocsOf, type RunScript, soleHeredocScript } from './heredocs.ts';
import { readRunScript } from './run-commands.ts';
import { readMount } from './run-mounts.ts';
import type { StageScope } from './stage-scope.ts';
import { withoutFlags } from './words.ts';

/** What a `RUN` is read from. */
export interface RunSource {
  readonly line: DockerfileInstruction;
  readonly names: StageScope;
  readonly context: CopyContext;
  readonly read: RunLineReader;
}

/**
 * A `RUN` line. Its mounts and its script are read when they are first asked for, and kept.
 *
 * Source: docs.docker.com/reference/dockerfile#run and "Here-Documents".
 */
export class Run implements DockerfileRun {
  readonly #source: RunSource;
  #reading: ScriptReading | undefined;
  #flags: readonly DockerfileFlag[] | undefined;
  #mounts: readonly RunMount[] | undefined;

  constructor(source: RunSource) {
    this.#source = source;
  }

  get commands(): OpenList<ShellCommand> {
    return this.#script().commands;
  }

  get choices(): readonly ShellChoice[] {
    return this.#script().choices;
  }

  get flags(): readonly DockerfileFlag[] {
    this.#flags ??= this.#writtenFlags().map(readFlag);
    return this.#flags;
  }

  get mounts(): readonly RunMount[] {
    this.#mounts ??= this.#writtenFlags()
      .filter(({ text }) => text.startsWith('--mount'))
      .map((flag) => readMount(flag, this.#source.context));
    return this.#mounts;
  }

  get hasHeredoc(): boolean {
    const { line, read } = this.#source;
    return line.rest.end > line.rest.start && read(line).heredocs.length > 0;
  }

  get span(): Span {
    return this.#source.line.span;
  }

  /** Most lines have none. */
  #writtenFlags(): readonly EmbeddedText[] {
    const { line, read } = this.#source;
    return line.argsText.startsWith('--') ? read(line).flags : [];
  }

  #script(): ScriptReading {
    const { line, names, read } = this.#source;
    this.#reading ??= readRunScript(read(line).script, { line, names });
    return this.#reading;
  }
}

/** The parts of a `RUN` line. */
export interface RunLine {
  readonly flags: readonly EmbeddedText[];
  readonly heredocs: readonly Heredoc[];
  /** What it hands to its shell, or to the program of its `#!` line. */
  readonly script: RunScript;
}

/** Takes the `RUN` lines of a file apart, each once. */
export type RunLineReader = (line: DockerfileInstruction) => RunLine;

/** A reader for one file, whose readings for different builds then share the trees of its scripts. */
export function runLineReader(escape: EscapeCharacter): RunLineReader {
  let known: Map<DockerfileInstruction, RunLine> | undefined;
  return (line) => {
    known ??= new Map();
    const read = known.get(line) ?? runLine(line, escape);
    known.set(line, read);
    return read;
  };
}

/** Takes a `RUN` line apart. */
export function runLine(line: DockerfileInstruction, escape: EscapeCharacter): RunLine {
  const { flags, rest } = withoutFlags(line.args, escape);
  const heredocs = heredocsOf(rest, line.rest, escape);
  const text = heredocs.length === 0 ? rest : withBodies(rest, line.rest);
  return { flags, heredocs, script: soleHeredocScript(rest, heredocs) ?? { text, interpreter: undefined } };
}

/** The line and the lines of its heredocs, as a shell reads them. */
const withBodies = (line: EmbeddedText, rest: DockerfileInstruction['rest']): EmbeddedText =>
  EmbeddedText.join([line, EmbeddedText.verbatim(rest)], '\n', line.span);

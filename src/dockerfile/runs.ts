import type { DockerfileRun, RunMount } from '../model/dockerfile.ts';
import type { ScriptReading } from '../script/read-commands.ts';
import { EmbeddedText } from '../source/embedded-text.ts';
import type { DockerfileInstruction, EscapeCharacter } from '../syntax/dockerfile.ts';
import { madeOnce } from '../value/index.ts';
import { readFlag } from './flags.ts';
import { type Heredoc, heredocsOf, type RunScript, soleHeredocScript } from './heredocs.ts';
import { withoutFlags } from './words.ts';

/** What a `RUN` stands in. */
export interface RunReader {
  /** Follows the commands. */
  readonly script: (script: RunScript) => ScriptReading;
  /** Reads a `--mount`. */
  readonly mount: (options: EmbeddedText) => RunMount;
}

/**
 * Reads a `RUN` line with its flags, its heredocs and, when they are asked for, its commands.
 *
 * Source: docs.docker.com/reference/dockerfile#run and "Here-Documents".
 */
export function readRun(
  { args, rest, span }: DockerfileInstruction,
  escape: EscapeCharacter,
  reader: RunReader,
): DockerfileRun {
  const { flags, rest: line } = withoutFlags(args, escape);
  const heredocs = heredocsOf(line, rest, escape);
  const script = madeOnce(() => reader.script(runScript(line, rest, heredocs)));
  return {
    get commands() {
      return script().commands;
    },
    get choices() {
      return script().choices;
    },
    flags: flags.map(readFlag),
    mounts: flags.filter(({ text }) => text.startsWith('--mount')).map(reader.mount),
    hasHeredoc: heredocs.length > 0,
    span,
  };
}

/** What a `RUN` hands to its shell, or to the program of its `#!` line. */
export function runScript(
  line: EmbeddedText,
  rest: DockerfileInstruction['rest'],
  heredocs: readonly Heredoc[],
): RunScript {
  const script = soleHeredocScript(line, heredocs);
  return script ?? { text: heredocs.length === 0 ? line : withBodies(line, rest), interpreter: undefined };
}

/** The line and the lines of its heredocs, as a shell reads them. */
const withBodies = (line: EmbeddedText, rest: DockerfileInstruction['rest']): EmbeddedText =>
  EmbeddedText.join([line, EmbeddedText.verbatim(rest)], '\n', line.span);

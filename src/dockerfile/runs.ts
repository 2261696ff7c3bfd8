import type { DockerfileRun } from '../model/dockerfile.ts';
import type { ShellCommand } from '../model/shell-command.ts';
import { EmbeddedText } from '../source/embedded-text.ts';
import type { DockerfileInstruction, EscapeCharacter } from '../syntax/dockerfile.ts';
import type { OpenList } from '../value/index.ts';
import { readFlag } from './flags.ts';
import { heredocsOf, type RunScript, soleHeredocScript } from './heredocs.ts';
import { withoutFlags } from './words.ts';

/** Follows the commands of one `RUN`. */
export type RunReader = (script: RunScript) => OpenList<ShellCommand>;

/**
 * Reads a `RUN` line with its flags, its heredocs and its commands.
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
  const script =
    soleHeredocScript(line, heredocs) ??
    ({ text: heredocs.length === 0 ? line : withBodies(line, rest), interpreter: undefined } satisfies RunScript);
  return { commands: reader(script), flags: flags.map(readFlag), hasHeredoc: heredocs.length > 0, span };
}

/** The line and the lines of its heredocs, as a shell reads them. */
const withBodies = (line: EmbeddedText, rest: DockerfileInstruction['rest']): EmbeddedText =>
  EmbeddedText.join([line, EmbeddedText.verbatim(rest)], '\n', line.span);

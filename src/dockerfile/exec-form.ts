import type { ShellCommand } from '../model/command/shell-command.ts';
import type { Variables } from '../model/pipeline/variables.ts';
import type { Span } from '../source/source-file.ts';
import { closed, hidden, knownString, literal, set, type Text, unset, yes } from '../value/index.ts';

/** The script of `["/bin/sh", "-c", "…"]`; `undefined` if the words call something else than a shell. */
export function shellScriptOf(words: readonly Text[]): Text | undefined {
  const [program, option, script, ...more] = words.map((word) => knownString(word) ?? '');
  const isShell = program !== undefined && isPosixShell(program) && option !== undefined && /^-[a-z]*c$/.test(option);
  return isShell && script !== undefined && more.length === 0 ? words[2] : undefined;
}

/** Whether a program is a shell whose commands are read: the POSIX shell and its relatives, by any path. */
export const isPosixShell = (program: string): boolean => /^(?:.*\/)?(?:ba|da|a|k|z)?sh$/.test(program);

/**
 * The one command of an exec form. No shell reads it, so nothing in it is expanded.
 *
 * Source: docs.docker.com/reference/dockerfile "Exec form".
 */
export function execCommand(words: readonly Text[], variables: Variables, span: Span): ShellCommand {
  const [program, ...args] = words;
  return {
    program: program ?? literal('', span),
    args: closed(args),
    prefix: new Map(),
    environment: (name) => {
      const variable = variables.defined.get(name);
      return variable === undefined
        ? hidden({
            kind: 'variable',
            because: `\`$${name}\` can only come from the base image`,
            at: span,
            isOfBase: true,
          })
        : set(variable.value);
    },
    runs: yes,
    failureIsIgnored: false,
    mayFail: false,
    stdin: unset,
    writes: [],
    files: new Map(),
    directory: literal('', span),
    process: 'run',
    span,
    via: [],
  };
}

import type { Span } from '../../source/source-file.ts';
import type { Field, OpenList, Text, Truth } from '../../value/index.ts';
import type { ActionUse } from '../pipeline/action-use.ts';
import type { Job } from '../pipeline/job.ts';

/** One simple command of a script, in the order in which it runs. */
export interface ShellCommand {
  readonly program: Text;
  /** Open where an unquoted expansion may add words: `docker build $FLAGS .` */
  readonly args: OpenList<Text>;
  /** Assignments in front of the command: `A=1 make`. */
  readonly prefix: ReadonlyMap<string, Text>;
  /** A variable of its environment: exported, a job variable, or in front of the command; unset if certainly not there. */
  environment(name: string): Field<Text>;
  /** Whether it runs at all: "yes" at top level, "unknown" under `if`, `case`, behind `||` or in a loop of unknown length. */
  readonly runs: Truth;
  /** Whether the script goes on when it fails: `|| true`, `|| :`, `set +e`. */
  readonly failureIsIgnored: boolean;
  /** Whether it is written so that it may fail: `|| true`, `if`, `!`; not where the script only goes on without `set -e`. */
  readonly mayFail: boolean;
  /** What it reads: a heredoc, a here string or the output of an `echo` in front of a pipe. */
  readonly stdin: Field<Text>;
  /** Files that a redirection or `tee` writes, relative to the checkout where that is known. */
  readonly writes: readonly FileWrite[];
  /** Files that earlier commands of the script wrote, by path as written, with all that is known of their content. */
  readonly files: ReadonlyMap<string, Text>;
  /** The working directory, relative to the checkout: empty at its root. */
  readonly directory: Text;
  /** The process it belongs to: script items share one, after_script has its own, a Dockerfile's RUN has one each. */
  readonly process: 'script' | 'after-script' | 'run';
  /** The whole command as written. */
  readonly span: Span;
  /** How the job gets here from its script: called function, `sh -c`. Outermost first; empty for a script line. */
  readonly via: readonly Span[];
}

/** A command of a job. */
export interface JobCommand extends ShellCommand {
  readonly job: Job;
  /** The action that runs it, for a command that nobody wrote: its words stand where the action's inputs are written. */
  readonly action?: ActionUse;
}

/** A choice between ways by one value: a `case`, or a chain of `if` whose conditions compare the value with words. */
export interface ShellChoice {
  readonly subject: Text;
  /** Whether it is a `case`, and not a chain of `if`. */
  readonly isCase: boolean;
  /** The subject as written. */
  readonly written: string;
  readonly ways: readonly ChoiceWay[];
  /** The way that is taken; unset: none of them. */
  readonly taken: Field<ChoiceWay>;
  /** The whole construct. */
  readonly span: Span;
}

/** One way of a choice. */
export interface ChoiceWay {
  /** The values it is for, as written; patterns among them in the shell's notation. */
  readonly words: readonly string[];
  /** Whether it takes all other values: `*`, `else`. */
  readonly takesRest: boolean;
  /** Variables that it sets. */
  readonly sets: readonly string[];
  /** Whether it ends the script or fails. */
  readonly endsScript: boolean;
  readonly span: Span;
}

/** A redirection into a file. */
export interface FileWrite {
  readonly path: Text;
  readonly content: Text;
  readonly appends: boolean;
}

import type { Span } from '../../source/source-file.ts';
import type { Cause, Field, Text } from '../../value/index.ts';
import type { Code } from '../code.ts';

/** A call of `make` by a script, and the world that it sees. */
export interface MakeCall {
  /** The program and its arguments. */
  readonly words: readonly Text[];
  /** Why there may be more arguments. */
  readonly openTo: readonly Cause[];
  /** The command as written. */
  readonly span: Span;
  /** The working directory from the checkout; empty at its root. */
  readonly directory: Text;
  /** Every path of the repository; `undefined` if they are not known. */
  readonly paths: readonly string[] | undefined;
  /** A variable of the environment: unknown where only the project's settings can tell. */
  environment(name: string): Field<Text>;
  /** What stands for a variable that the repository does not set: the symbol that a script would see. */
  valueOf(name: string): Text;
  /** A file that the script wrote, or one of the repository, by its path from the checkout. */
  readFile(path: Text): Code | undefined;
  /** What a command prints, without the line breaks at its end. */
  outputOf(command: Code, directory: Text): Text;
  /** The working directory as an absolute path. */
  absolute(directory: Text): Text;
}

/** A condition under which make runs a line. */
export interface MakeCondition {
  /** Completes "cannot tell, because …". */
  readonly because: string;
  readonly key: string;
  readonly at: Span;
}

/** One shell process that make starts. */
export interface MakeStep {
  readonly code: Code;
  /** What is different in its environment; `undefined` for a variable that is not there. */
  readonly environment: ReadonlyMap<string, Text | undefined>;
  /** The working directory from the checkout. */
  readonly directory: Text;
  readonly conditions: readonly MakeCondition[];
  /** Whether make goes on when it fails: `-` in front of it. */
  readonly failureIsIgnored: boolean;
  /** Whether the shell is called with `-e`. */
  readonly stopsOnFailure: boolean;
  /** Whether make prints the line before it runs it. */
  readonly isPrinted: boolean;
  /** The rules that lead to the line, that of the goal first. */
  readonly via: readonly Span[];
}

/** All that a call of make runs. */
export interface MakePlan {
  readonly steps: readonly MakeStep[];
  /** Why it may run more or something else. */
  readonly openTo: readonly Cause[];
}

/** Reads makefiles. Never throws. */
export type MakeReader = (call: MakeCall) => MakePlan;

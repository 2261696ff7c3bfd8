import { readMake } from '../../src/make/read-make.ts';
import type { ShellCommand } from '../../src/model/index.ts';
import type { ScriptInput } from '../../src/script/read-commands.ts';
import { SourceFile } from '../../src/source/source-file.ts';
import type { OpenList } from '../../src/value/index.ts';
import { jobVariables, read, shown } from '../script/reading.ts';

/** The files of a repository, with tabs for `→` at the beginning of lines. */
export type Files = Readonly<Record<string, string>>;

/** What a call of make (`make` by itself if there is none) comes to with a makefile. */
export interface MadeRow {
  readonly shows: string;
  readonly makefile: string;
  readonly call?: string;
  readonly runs: readonly string[];
}

/** A makefile whose recipe lines begin with `→`, so that tests show them. */
export const tabbed = (text: string): string => text.replace(/^→ ?/gm, '\t');

/** The commands of a script that calls make, in a repository with these files. */
export function making(
  script: string | readonly string[],
  files: Files,
  variables: Readonly<Record<string, string>> = {},
): OpenList<ShellCommand> {
  const sources = new Map(Object.entries(files).map(([path, text]) => [path, new SourceFile(path, tabbed(text))]));
  const input: Partial<ScriptInput> = {
    readMake,
    readFile: (path) => sources.get(path),
    paths: [...sources.keys()],
    variables: jobVariables(variables),
  };
  return read(script, input);
}

/** The commands as lines, and behind them why there may be more. */
export function madeLines(
  script: string | readonly string[],
  files: Files | string,
  variables?: Readonly<Record<string, string>>,
): readonly string[] {
  const list = making(script, typeof files === 'string' ? { Makefile: files } : files, variables);
  return [...list.items.map(shown), ...list.openTo.map(({ because }) => `open: ${because}`)];
}

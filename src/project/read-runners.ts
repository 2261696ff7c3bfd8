import type { Runner, Unreadable } from '../model/index.ts';
import { readHelmValues } from '../runner/read-helm-values.ts';
import { isRunnerConfig, readRunnerConfig } from '../runner/read-runner-config.ts';
import type { SourceFile } from '../source/source-file.ts';
import type { Discovery } from './discover.ts';

/** The runners that a repository configures. */
export interface RunnersRead {
  readonly runners: readonly Runner[];
  /** The files that do configure runners. */
  readonly files: readonly SourceFile[];
  readonly unreadable: readonly Unreadable[];
}

/** Reads every file that configures GitLab runners; files that only have such a name are passed over. */
export function readRunners(found: Discovery, read: (path: string) => SourceFile | undefined): RunnersRead {
  const sources = (paths: readonly string[]): readonly SourceFile[] =>
    paths.flatMap((path) => {
      const file = read(path);
      return file === undefined ? [] : [file];
    });
  const configs = sources(found.runnerConfigs).filter(({ path, text }) => isRunnerConfig(path, text));
  const results = [
    ...configs.map((file) => ({ file, ...readRunnerConfig(file) })),
    ...sources(found.helmValues).map((file) => ({ file, ...readHelmValues(file) })),
  ].filter(({ runners, unreadable }) => runners.length > 0 || unreadable.length > 0);
  return {
    runners: results.flatMap(({ runners }) => runners),
    files: results.map(({ file }) => file),
    unreadable: results.flatMap(({ unreadable }) => unreadable),
  };
}

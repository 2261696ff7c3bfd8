import { type ConfigOptions, type ConfigReading, readConfig } from '../../src/gitlab/config/read-config.ts';
import type { Environment } from '../../src/model/environment.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';

export { plain } from '../support/plain-value.ts';

export const environment = (
  variables: Record<string, string> = {},
  includes: Record<string, string> = {},
): Environment => ({ variables: new Map(Object.entries(variables)), includes: new Map(Object.entries(includes)) });

/** The reading of `.gitlab-ci.yml` among `files`. */
export const readFiles = (
  files: Record<string, string>,
  surroundings: Environment = environment(),
  options: ConfigOptions = {},
): ConfigReading => readConfig(memoryWorkspace(files), surroundings, '.gitlab-ci.yml', options);

/** The reading of a configuration that is one file. */
export const readText = (text: string, options: ConfigOptions = {}): ConfigReading =>
  readFiles({ '.gitlab-ci.yml': text }, environment(), options);

export const messages = ({ rejections }: ConfigReading): readonly string[] => rejections.map(({ message }) => message);

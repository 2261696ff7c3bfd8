import { readGitlabPipelines } from '../../src/gitlab/read-pipelines.ts';
import type { Job, Pipeline } from '../../src/model/index.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';
import { showText, type Text } from '../../src/value/index.ts';

interface Surroundings {
  readonly files?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
}

/** Everything that is read from a `.gitlab-ci.yml` and the files around it. */
export function readingOf(config: string, { files = {}, variables = {} }: Surroundings = {}) {
  const workspace = memoryWorkspace({ ...files, '.gitlab-ci.yml': config });
  return readGitlabPipelines(workspace, { variables: new Map(Object.entries(variables)), includes: new Map() });
}

export const pipelineOf = (config: string, around: Surroundings = {}): Pipeline =>
  readingOf(config, around).pipelines[0]!;

export function jobOf(name: string, config: string, around: Surroundings = {}): Job {
  const { jobs } = pipelineOf(config, around);
  const job = jobs.items.find((one) => one.name === name);
  if (job === undefined) throw new Error(`no job ${name} among ${jobs.items.map((one) => one.name).join(' | ')}`);
  return job;
}

/** A value of the model with its texts and places in short form. */
export const texts = (list: { readonly items: readonly Text[] }): readonly string[] => list.items.map(showText);
export const names = (jobs: readonly { readonly name: string }[]): readonly string[] => jobs.map(({ name }) => name);
export const messages = (config: string, around: Surroundings = {}): readonly string[] =>
  pipelineOf(config, around).rejections.map(({ message }) => message);

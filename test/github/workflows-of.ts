import type { GithubReading } from '../../src/github/read-workflows.ts';
import { readGithubPipelines } from '../../src/github/read-workflows.ts';
import type { Job, Pipeline } from '../../src/model/index.ts';
import { memoryWorkspace } from '../../src/source/workspace.ts';
import { showText, type Text } from '../../src/value/index.ts';

interface Surroundings {
  /** Other workflows by their file's name. */
  readonly workflows?: Readonly<Record<string, string>>;
  readonly variables?: Readonly<Record<string, string>>;
  readonly includes?: Readonly<Record<string, string>>;
  readonly files?: Readonly<Record<string, string>>;
}

const folder = '.github/workflows/';

/** Everything that is read from a workflow `release.yml` and those around it. */
export function readingOf(workflow: string, around: Surroundings = {}): GithubReading {
  const { workflows = {}, variables = {}, includes = {}, files = {} } = around;
  const all = Object.entries({ 'release.yml': workflow, ...workflows });
  const own = Object.fromEntries(all.map(([name, text]) => [folder + name, text]));
  const environment = { variables: new Map(Object.entries(variables)), includes: new Map(Object.entries(includes)) };
  return readGithubPipelines(memoryWorkspace({ ...files, ...own }), environment, Object.keys(own));
}

export const pipelineOf = (workflow: string, around: Surroundings = {}): Pipeline =>
  readingOf(workflow, around).pipelines[0]!;

/** A job of the first pipeline or of those that it starts, by its full name. */
export function jobOf(name: string, workflow: string, around: Surroundings = {}): Job {
  const jobs = readingOf(workflow, around).pipelines.flatMap((pipeline) => pipeline.jobs.items);
  const job = jobs.find((one) => one.name === name);
  if (job === undefined) throw new Error(`no job ${name} among ${jobs.map((one) => one.name).join(' | ')}`);
  return job;
}

export const texts = (list: { readonly items: readonly Text[] }): readonly string[] => list.items.map(showText);
export const names = (jobs: readonly { readonly name: string }[]): readonly string[] => jobs.map(({ name }) => name);
export const messages = (workflow: string, around: Surroundings = {}): readonly string[] =>
  readingOf(workflow, around).pipelines.flatMap(({ rejections }) => rejections.map(({ message }) => message));

/** A workflow that is started by pushes, with these jobs below `jobs:`. */
export const onPush = (jobs: string): string => `on: push\njobs:\n${jobs.replace(/^(?=.)/gm, '  ')}`;

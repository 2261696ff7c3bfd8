import { readMake } from '../make/read-make.ts';
import {
  digestAt,
  type Expectations,
  type Job,
  type JobCommand,
  machinePlatform,
  type ShellCommand,
} from '../model/index.ts';
import { readScript, type ScriptInput, type ScriptReading } from '../script/read-commands.ts';
import type { SourceFile } from '../source/source-file.ts';
import { concat, mapField, mapItems, type OpenList, type Text } from '../value/index.ts';

/** What reading a job's scripts needs beside the job. */
export interface JobSurroundings {
  readonly expectations: Expectations;
  /** Variables that arrive from other jobs' dotenv reports. */
  readonly given: ReadonlyMap<string, Text>;
  /** Files that arrive in other jobs' artifacts. */
  readonly files?: ScriptReading['files'];
  readFile(path: string): SourceFile | undefined;
  /** Every path of the repository, where it is known. */
  readonly paths?: readonly string[] | undefined;
}

/** What a job's scripts do. */
export interface JobReading {
  /** Every command, those of its script first and those of its after_script, a shell of its own, behind them. */
  readonly commands: OpenList<JobCommand>;
  /** The files that are there when it ends, those that arrived too. */
  readonly files: ScriptReading['files'];
  /** Files that it reads and did not write, by the keys of their paths from the checkout. */
  readonly sought: ReadonlySet<string>;
}

/** Reads the scripts of a job. */
export function readJob(job: Job, surroundings: JobSurroundings): JobReading {
  const shared = sharedInput(job, surroundings);
  const script = readScript({ ...shared, items: job.script, process: 'script', files: surroundings.files });
  const after = readScript({ ...shared, items: job.afterScript, process: 'after-script', files: script.files });
  const commands = concat<ShellCommand>(script.commands, after.commands);
  return {
    commands: mapItems(commands, (command) => ({ ...command, job })),
    files: after.files,
    sought: new Set([...(script.sought ?? []), ...(after.sought ?? [])]),
  };
}

/** Every command of a job, as `readJob` gives them. */
export const readJobCommands = (job: Job, surroundings: JobSurroundings): OpenList<JobCommand> =>
  readJob(job, surroundings).commands;

function sharedInput(job: Job, surroundings: JobSurroundings): Omit<ScriptInput, 'items' | 'process'> {
  const { expectations, given, paths } = surroundings;
  return {
    place: job.definition.span,
    variables: job.variables,
    machine: mapField(machinePlatform(job, expectations), ({ platform }) => platform),
    scope: `${job.pipeline.root.path} ${job.name}`,
    given,
    readFile: (path: string) => surroundings.readFile(path),
    ...(paths === undefined ? {} : { paths }),
    readMake,
    digestAt: (places) => digestAt(job, places),
  };
}

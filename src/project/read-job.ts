import { readMake } from '../make/read-make.ts';
import { type Expectations, type Job, type JobCommand, machinePlatform, type ShellCommand } from '../model/index.ts';
import { readCommands } from '../script/read-commands.ts';
import type { SourceFile } from '../source/source-file.ts';
import { concat, mapField, mapItems, type OpenList, type Text } from '../value/index.ts';

/** What reading a job's scripts needs beside the job. */
export interface JobSurroundings {
  readonly expectations: Expectations;
  /** Variables that arrive from other jobs' dotenv reports. */
  readonly given: ReadonlyMap<string, Text>;
  readFile(path: string): SourceFile | undefined;
  /** Every path of the repository, where it is known. */
  readonly paths?: readonly string[] | undefined;
}

/** Every command of a job, its script first and its after_script, a shell of its own, behind it. */
export function readJobCommands(job: Job, surroundings: JobSurroundings): OpenList<JobCommand> {
  const { expectations, given } = surroundings;
  const shared = {
    place: job.definition.span,
    variables: job.variables,
    machine: mapField(machinePlatform(job, expectations), ({ platform }) => platform),
    scope: `${job.pipeline.root.path} ${job.name}`,
    given,
    readFile: (path: string) => surroundings.readFile(path),
    ...(surroundings.paths === undefined ? {} : { paths: surroundings.paths }),
    readMake,
  };
  const commands = concat<ShellCommand>(
    readCommands({ ...shared, items: job.script, process: 'script' }),
    readCommands({ ...shared, items: job.afterScript, process: 'after-script' }),
  );
  return mapItems(commands, (command) => ({ ...command, job }));
}

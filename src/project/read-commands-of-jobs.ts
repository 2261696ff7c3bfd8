import { type DotenvVariables, dotenvOf, type Job, type JobCommand, receivesFrom } from '../model/index.ts';
import type { OpenList, Text } from '../value/index.ts';
import { type JobSurroundings, readJobCommands } from './read-job.ts';

/** The commands of each job. */
export type CommandsByJob = ReadonlyMap<Job, OpenList<JobCommand>>;

/** A chain of jobs that hand variables on is followed so far; longer ones end in holes. */
const longestChain = 3;

/**
 * Reads the scripts of all jobs. Jobs that receive dotenv variables are read again with them, as often as a chain
 * of jobs hands them on.
 */
export function readCommandsOfJobs(
  jobs: readonly Job[],
  { expectations, readFile, paths }: Omit<JobSurroundings, 'given'>,
): CommandsByJob {
  const commands = new Map<Job, OpenList<JobCommand>>();
  for (const job of jobs) commands.set(job, readJobCommands(job, { expectations, given: new Map(), readFile, paths }));
  const producers = jobs.filter(({ dotenvReports }) => dotenvReports.items.length > 0);
  if (producers.length === 0) return commands;
  for (let round = 0; round < longestChain; round += 1) {
    const reports = new Map(producers.map((job) => [job, dotenvOf(job, commands.get(job) ?? nothing)]));
    for (const job of jobs) {
      const given = givenTo(job, reports);
      if (given.size > 0) commands.set(job, readJobCommands(job, { expectations, given, readFile, paths }));
    }
  }
  return commands;
}

const nothing: OpenList<JobCommand> = { items: [], openTo: [] };

function givenTo(job: Job, reports: ReadonlyMap<Job, DotenvVariables>): ReadonlyMap<string, Text> {
  const given = new Map<string, Text>();
  for (const [producer, variables] of reports) {
    if (variables.size === 0 || !receivesFrom(job, producer)) continue;
    for (const [name, value] of variables) given.set(name, value);
  }
  return given;
}

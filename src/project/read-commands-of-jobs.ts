import { type DotenvVariables, dotenvOf, type Job, type JobCommand, receivesFrom } from '../model/index.ts';
import { type OpenList, type Text, textKey } from '../value/index.ts';
import { filesFor, handedFiles, keysOfFiles } from './handed-files.ts';
import { type JobReading, type JobSurroundings, readJob } from './read-job.ts';

/** The commands of each job. */
export type CommandsByJob = ReadonlyMap<Job, OpenList<JobCommand>>;

/** A chain of jobs that hand variables or files on is followed so far; longer ones end in holes. */
const longestChain = 3;

/**
 * Reads the scripts of all jobs. Jobs that receive dotenv variables, or files that they read, in artifacts are read again
 * with them, as often as a chain of jobs hands them on.
 */
export function readCommandsOfJobs(
  jobs: readonly Job[],
  surroundings: Omit<JobSurroundings, 'given' | 'files'>,
): CommandsByJob {
  const readings = new Map<Job, JobReading>();
  for (const job of jobs) readings.set(job, readJob(job, { ...surroundings, given: new Map() }));
  const reporters = jobs.filter(({ dotenvReports }) => dotenvReports.items.length > 0);
  const producers = jobs.filter(({ artifactPaths }) => artifactPaths.items.length > 0);
  const received = new Map<Job, string>();
  for (let round = 0; round < longestChain; round += 1) {
    const reports = reportsOf(reporters, readings);
    const handed = handedFiles(producers, readings);
    if (reports.size + handed.byPath.size === 0) break;
    for (const [job, reading] of [...readings]) {
      const given = givenTo(job, reports);
      const files = filesFor(job, reading, handed);
      const key = [...[...given].map(([name, text]) => `${name}=${textKey(text)}`), keysOfFiles(files)].join('\n');
      if (key === (received.get(job) ?? '')) continue;
      received.set(job, key);
      const { sought, ...again } = readJob(job, { ...surroundings, given, files });
      // What it has found by now, it still wants.
      readings.set(job, { ...again, sought: new Set([...reading.sought, ...sought]) });
    }
  }
  return new Map([...readings].map(([job, { commands }]) => [job, commands]));
}

/** The variables that each job reports, of those that report any. */
function reportsOf(jobs: readonly Job[], readings: ReadonlyMap<Job, JobReading>): ReadonlyMap<Job, DotenvVariables> {
  const reports = new Map<Job, DotenvVariables>();
  for (const job of jobs) {
    const variables = dotenvOf(job, readings.get(job)?.commands ?? { items: [], openTo: [] });
    if (variables.size > 0) reports.set(job, variables);
  }
  return reports;
}

function givenTo(job: Job, reports: ReadonlyMap<Job, DotenvVariables>): ReadonlyMap<string, Text> {
  const given = new Map<string, Text>();
  for (const [producer, variables] of reports) {
    if (!receivesFrom(job, producer)) continue;
    for (const [name, value] of variables) given.set(name, value);
  }
  return given;
}

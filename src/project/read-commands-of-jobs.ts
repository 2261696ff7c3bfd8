import { type DotenvVariables, dotenvOf, type Job, type JobCommand, receivesFrom } from '../model/index.ts';
import { type OpenList, type Text, textKey } from '../value/index.ts';
import { type HandedFiles, handedFiles, keysOfFiles, wantedFiles } from './handed-files.ts';
import { type JobReading, type JobSurroundings, readJob } from './read-job.ts';

/** The commands of each job. */
export type CommandsByJob = ReadonlyMap<Job, OpenList<JobCommand>>;

/** A chain of jobs that hand variables or files on is followed so far; longer ones end in holes. */
const longestChain = 3;

/** What a job hands on to others. */
interface HandedOn {
  readonly variables: DotenvVariables;
  readonly files: HandedFiles;
}

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
  const producers = jobs.filter(
    ({ dotenvReports, artifactPaths }) => dotenvReports.items.length + artifactPaths.items.length > 0,
  );
  const received = new Map<Job, string>();
  for (let round = 0; round < longestChain; round += 1) {
    const handed = handedOnBy(producers, readings);
    if (handed.size === 0) break;
    for (const [job, reading] of [...readings]) {
      const given = givenTo(job, handed);
      const files = wantedFiles(reading, filesFor(job, handed));
      const key = [...[...given].map(([name, text]) => `${name}=${textKey(text)}`), keysOfFiles(files)].join('\n');
      if (key === (received.get(job) ?? '')) continue;
      received.set(job, key);
      readings.set(job, readJob(job, { ...surroundings, given, files }));
    }
  }
  return new Map([...readings].map(([job, { commands }]) => [job, commands]));
}

/** What each job hands on, of those that hand on anything. */
function handedOnBy(producers: readonly Job[], readings: ReadonlyMap<Job, JobReading>): ReadonlyMap<Job, HandedOn> {
  const handed = new Map<Job, HandedOn>();
  for (const job of producers) {
    const reading = readings.get(job);
    if (reading === undefined) continue;
    const [variables, files] = [dotenvOf(job, reading.commands), handedFiles(job, reading)];
    if (variables.size + files.length > 0) handed.set(job, { variables, files });
  }
  return handed;
}

function givenTo(job: Job, handed: ReadonlyMap<Job, HandedOn>): ReadonlyMap<string, Text> {
  const given = new Map<string, Text>();
  for (const [producer, { variables }] of handed) {
    if (variables.size === 0 || !receivesFrom(job, producer)) continue;
    for (const [name, value] of variables) given.set(name, value);
  }
  return given;
}

const filesFor = (job: Job, handed: ReadonlyMap<Job, HandedOn>): readonly HandedFiles[] =>
  [...handed].flatMap(([producer, { files }]) => (files.length > 0 && receivesFrom(job, producer) ? [files] : []));

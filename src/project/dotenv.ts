import { finishesBefore, type Job, type JobCommand } from '../model/index.ts';
import { findInText, knownString, type OpenList, sameText, sliceText, splitText, type Text } from '../value/index.ts';

/** The variables that a job puts into its dotenv report, by name. */
export type DotenvVariables = ReadonlyMap<string, Text>;

/**
 * Reads what a job's commands write into the files that it reports as dotenv: lines `NAME=value`.
 *
 * Source: docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsdotenv; values are not expanded again.
 */
export function dotenvOf(job: Job, commands: OpenList<JobCommand>): DotenvVariables {
  const variables = new Map<string, Text>();
  for (const { path, content } of commands.items.flatMap(({ writes }) => writes)) {
    if (!job.dotenvReports.items.some((report) => sameText(report, path).is === 'yes')) continue;
    for (const line of splitText(content, '\n')) {
      const equals = findInText(line, '=');
      const name = equals === -1 ? undefined : knownString(sliceText(line, 0, equals));
      if (name !== undefined && /^\w+$/.test(name)) variables.set(name, sliceText(line, equals + 1));
    }
  }
  return variables;
}

/**
 * Whether a job receives the dotenv variables of another: from the jobs it needs with artifacts, or, without
 * `needs`, from all earlier stages; `dependencies` narrows both. What is not certain counts as received.
 *
 * Source: docs.gitlab.com/ci/variables/dotenv_variables.
 */
export function receivesFrom(consumer: Job, producer: Job): boolean {
  if (consumer === producer || consumer.pipeline !== producer.pipeline) return false;
  if (consumer.dependencies.is === 'set') {
    const names = consumer.dependencies.value.items.map(({ name }) => name);
    if (!names.includes(producer.name) && !names.includes(producer.definition.name)) return false;
  }
  if (consumer.needs.by !== 'list') return finishesBefore(producer, consumer).is !== 'no';
  return consumer.needs.needs.items.some(({ jobs, takesArtifacts }) => takesArtifacts && jobs.includes(producer));
}

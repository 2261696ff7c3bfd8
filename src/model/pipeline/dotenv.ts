import type { Span } from '../../source/source-file.ts';
import {
  findInText,
  knownString,
  type OpenList,
  onceFor,
  sameText,
  sliceText,
  splitText,
  type Text,
} from '../../value/index.ts';
import type { JobCommand } from '../command/shell-command.ts';
import type { Project } from '../project.ts';
import type { Job } from './job.ts';
import { finishesBefore } from './order.ts';
import type { Pipeline } from './pipeline.ts';

/** The variables that a job puts into its dotenv report, by name. */
export type DotenvVariables = ReadonlyMap<string, Text>;

/**
 * Reads what a job's commands write into the files that it reports as dotenv: lines `NAME=value`.
 *
 * Source: docs.gitlab.com/ci/yaml/artifacts_reports/#artifactsreportsdotenv; values are not expanded again.
 */
export function dotenvOf(job: Job, commands: OpenList<JobCommand>): DotenvVariables {
  const variables = new Map<string, Text>();
  if (job.dotenvReports.items.length === 0) return variables;
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

/** Why a job gets no dotenv variables of another. */
export interface Withheld {
  /** A clause: "the `needs` of `merge` leave `version` out". */
  readonly because: string;
  readonly at: Span;
  /** What keeps them: a list that leaves the job out, a need without artifacts (its value is at `no`), or the order. */
  readonly by: { readonly is: 'dependencies' | 'needs' | 'order' } | { readonly is: 'need'; readonly no?: Span };
  /** The smallest change, in the imperative. */
  readonly remedy: string;
}

/**
 * What keeps the dotenv variables of a job from another of its pipeline; `undefined` if it receives them. They come from
 * the jobs it needs with artifacts, or, without `needs`, from all earlier stages; `dependencies` narrows both. What is
 * not certain counts as received.
 *
 * Source: docs.gitlab.com/ci/variables/dotenv_variables.
 */
export function withheldFrom(consumer: Job, producer: Job): Withheld | undefined {
  const [to, from] = [consumer.definition, producer.definition];
  if (consumer.dependencies.is === 'set' && consumer.dependencies.value.openTo.length === 0) {
    const names = consumer.dependencies.value.items.map(({ name }) => name);
    const at = to.keywords.get('dependencies') ?? to.span;
    if (!names.includes(producer.name) && !names.includes(from.name)) {
      const because = `the \`dependencies\` of \`${to.name}\` leave \`${from.name}\` out`;
      return { because, at, by: { is: 'dependencies' }, remedy: `add \`${from.name}\` to the \`dependencies\`` };
    }
  }
  if (consumer.needs.by === 'list') return withheldByNeeds(consumer, producer, consumer.needs);
  if (finishesBefore(producer, consumer).is !== 'no') return undefined;
  const because = `\`${to.name}\` does not wait for \`${from.name}\``;
  const at = to.keywords.get('stage') ?? to.span;
  return { because, at, by: { is: 'order' }, remedy: `move \`${from.name}\` to an earlier stage` };
}

function withheldByNeeds(
  consumer: Job,
  producer: Job,
  { needs, span }: Extract<Job['needs'], { readonly by: 'list' }>,
): Withheld | undefined {
  const [to, from] = [consumer.definition.name, producer.definition.name];
  const own = needs.items.filter(({ jobs }) => jobs.includes(producer));
  if (own.some(({ takesArtifacts }) => takesArtifacts)) return undefined;
  const [bare] = own;
  if (bare !== undefined)
    return {
      because: `the need of \`${to}\` for \`${from}\` says \`artifacts: false\``,
      at: bare.span,
      by: { is: 'need', ...(bare.artifactsAt && { no: bare.artifactsAt }) },
      remedy: 'drop `artifacts: false` there',
    };
  if (needs.openTo.length > 0) return undefined;
  const because = `the \`needs\` of \`${to}\` leave \`${from}\` out`;
  return { because, at: span, by: { is: 'needs' }, remedy: `add \`- job: ${from}\` to the \`needs\`` };
}

/** Whether a job receives the dotenv variables of another. */
export const receivesFrom = (consumer: Job, producer: Job): boolean =>
  consumer !== producer && consumer.pipeline === producer.pipeline && withheldFrom(consumer, producer) === undefined;

/** Whether some job of a pipeline reports variables. */
export const reportsVariables = (project: Project, pipeline: Pipeline): boolean =>
  reportersIn(project)(pipeline).size > 0;

/** The jobs of a pipeline that report a variable, in its order. */
export const reportersOf = (project: Project, pipeline: Pipeline, name: string): readonly Job[] =>
  reportersIn(project)(pipeline).get(name) ?? [];

const reportersIn = onceFor((project: Project) =>
  onceFor((pipeline: Pipeline): ReadonlyMap<string, readonly Job[]> => {
    const found = new Map<string, Job[]>();
    for (const job of pipeline.jobs.items) {
      for (const name of project.work.get(job)?.handsOn.keys() ?? [])
        found.set(name, [...(found.get(name) ?? []), job]);
    }
    return found;
  }),
);

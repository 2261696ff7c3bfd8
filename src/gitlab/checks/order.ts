import type { Job, Named, Need } from '../../model/pipeline/job.ts';
import type { Pipeline, Rejection } from '../../model/pipeline/pipeline.ts';
import type { Span } from '../../source/source-file.ts';
import { stageOrder } from '../fields/stage.ts';
import type { BuiltJob } from '../jobs/build-jobs.ts';
import { artifactJobs, onStopRejections, publishRejections } from './across-jobs.ts';
import { firstCycle } from './cycle.ts';

/** A pipeline whose jobs are linked. */
type Linked = Pick<Pipeline, 'stages' | 'span' | 'definitions'>;

/** The index of a job's stage; `undefined` if it is not known or not among the stages. */
type StageOrder = (job: Job) => number | undefined;

/**
 * What GitLab refuses about stages and needs, job by job, then cycles. Of several jobs of one definition only the
 * first speaks for each place. What files that were not read could define is not held against anybody.
 * Source: GitLab `lib/gitlab/ci/yaml_processor.rb#validate_job!`, `yaml_processor/dag.rb`.
 */
export function orderRejections(jobs: readonly BuiltJob[], pipeline: Linked, isOpen: boolean): readonly Rejection[] {
  const surroundings: Surroundings = {
    ...pipeline,
    isOpen,
    stageIndex: stageOrder(pipeline.stages),
    byName: new Map(jobs.map(({ job }) => [job.name, job])),
    byDefinition: new Map(jobs.map(({ job }) => [job.definition.name, job])),
    empty: emptyDefinitions(jobs, pipeline),
  };
  const unnamed = jobs.flatMap(({ ownNeeds }) => (ownNeeds.by === 'list' ? ownNeeds.rejections : []));
  const entries = new Map(jobs.map(({ job, entry }) => [job.name, entry]));
  const found = jobs.flatMap((built) => [
    ...stageRejection(built.job, surroundings),
    ...dependencyRejections(built.job, surroundings),
    ...needRejections(built, surroundings),
    ...ruleNeedRejections(built, surroundings),
    ...artifactRejections(built, surroundings),
    ...onStopRejections(built, entries, isOpen),
    ...publishRejections(built),
  ]);
  return onePerPlace([...unnamed, ...found, ...cycleRejection(jobs, pipeline)]);
}

/** Names of parallel jobs without any instance: GitLab puts nothing in the place of each of them. */
function emptyDefinitions(jobs: readonly BuiltJob[], { definitions }: Linked): ReadonlySet<string> {
  const filled = new Set(jobs.map(({ job }) => job.definition));
  return new Set(definitions.filter((one) => !filled.has(one)).map(({ name }) => name));
}

interface Surroundings extends Linked {
  readonly empty: ReadonlySet<string>;
  readonly byName: ReadonlyMap<string, Job>;
  /** The last job of each definition. */
  readonly byDefinition: ReadonlyMap<string, Job>;
  readonly isOpen: boolean;
  readonly stageIndex: StageOrder;
}

function stageRejection(job: Job, { stages, stageIndex }: Surroundings): readonly Rejection[] {
  const { stage, name } = job;
  if (stage.is !== 'set' || stages.openTo.length > 0 || stageIndex(job) !== undefined) return [];
  const available = stages.items.map((one) => one.name).join(', ');
  const message = `${name} job: chosen stage ${stage.value.name} does not exist; available stages are ${available}`;
  return [{ kind: 'undefined-stage', message, at: stage.value.span }];
}

function dependencyRejections(job: Job, pipeline: Surroundings): readonly Rejection[] {
  if (job.dependencies.is !== 'set') return [];
  return job.dependencies.value.items.flatMap((dependency) => dependencyRejection(dependency, job, pipeline));
}

/** The jobs whose artifacts hold the configuration of a child pipeline; names of parallel jobs stand for nothing. */
function artifactRejections({ job, entry }: BuiltJob, pipeline: Surroundings): readonly Rejection[] {
  return artifactJobs(entry).flatMap((named) =>
    dependencyRejection(named, job, { ...pipeline, byDefinition: new Map(), empty: new Set() }),
  );
}

function dependencyRejection({ name, span }: Named, job: Job, pipeline: Surroundings): readonly Rejection[] {
  const needed = pipeline.byName.get(name) ?? pipeline.byDefinition.get(name);
  if (needed === undefined) {
    const message = `${job.name} job: undefined dependency: ${name}`;
    return pipeline.isOpen || pipeline.empty.has(name) ? [] : [{ kind: 'undefined-need', message, at: span }];
  }
  if (!isLater(needed, job, pipeline)) return [];
  const message = `${job.name} job: dependency ${needed.name} is not defined in current or prior stages`;
  return [{ kind: 'later-need', message, at: span }];
}

function needRejections({ job, linkedNeeds }: BuiltJob, pipeline: Surroundings): readonly Rejection[] {
  if (linkedNeeds.by !== 'list') return [];
  const own = linkedNeeds.needs.items.filter(({ isElsewhere }) => !isElsewhere);
  const found = own.flatMap((need) => needRejection(need, job, pipeline));
  return [...found, ...duplicateRejection(own, job, linkedNeeds.span)];
}

/** `rules:needs` take the names of jobs as they are: the name of a parallel job stands for nothing there. */
function ruleNeedRejections({ job, ruleNeeds }: BuiltJob, pipeline: Surroundings): readonly Rejection[] {
  return ruleNeeds.flatMap((needs) => {
    const named = needs.map((need): Need => {
      const needed = pipeline.byName.get(need.name);
      return { ...need, jobs: needed === undefined ? [] : [needed] };
    });
    const own = named.filter(({ isElsewhere }) => !isElsewhere);
    return [
      ...own.flatMap((need) => needRejection(need, job, { ...pipeline, empty: new Set() })),
      ...duplicateRejection(own, job, job.definition.span),
    ];
  });
}

/** Source: GitLab `yaml_processor.rb#validate_need_name`. */
const longestName = 255;

function needRejection(need: Need, job: Job, pipeline: Surroundings): readonly Rejection[] {
  const { name, jobs, span, isOptional } = need;
  if (jobs.length === 0) {
    if (isOptional || pipeline.isOpen || isKnown(name, pipeline)) return [];
    return [{ kind: 'undefined-need', message: `${job.name} job: undefined need: ${name}`, at: span }];
  }
  const long = jobs.find((needed) => needed.name.length > longestName);
  if (long !== undefined) {
    const message = `${job.name} job: need \`${long.name}\` name is too long (maximum is ${longestName} characters)`;
    return [{ kind: 'limit', message, at: span }];
  }
  const later = jobs.find((needed) => isLater(needed, job, pipeline));
  if (later === undefined) return [];
  const message = `${job.name} job: need ${later.name} is not defined in current or prior stages`;
  return [{ kind: 'later-need', message, at: span }];
}

const isKnown = (name: string, { byName, empty }: Surroundings): boolean => byName.has(name) || empty.has(name);

/** A job whose stage does not exist counts as later than any. */
function isLater(needed: Job, job: Job, { stages, stageIndex }: Surroundings): boolean {
  if (stages.openTo.length > 0 || needed.stage.is !== 'set') return false;
  const [first, second] = [stageIndex(needed), stageIndex(job)];
  return second !== undefined && (first ?? Number.POSITIVE_INFINITY) > second;
}

function duplicateRejection(needs: readonly Need[], job: Job, at: Span): readonly Rejection[] {
  const seen = new Set<string>();
  const twice = new Map<string, Span>();
  for (const { jobs, name, span } of needs) {
    for (const needed of jobs.length > 0 ? jobs.map((one) => one.name) : [name]) {
      if (seen.has(needed) && !twice.has(needed)) twice.set(needed, span);
      seen.add(needed);
    }
  }
  if (twice.size === 0) return [];
  const message = `${job.name} has the following needs duplicated: ${[...twice.keys()].join(', ')}.`;
  return [{ kind: 'duplicate-need', message, at: [...twice.values()][0] ?? at }];
}

function cycleRejection(jobs: readonly BuiltJob[], { span }: Linked): readonly Rejection[] {
  const graph = new Map(jobs.map((built) => [built.job.name, neededNames(built)]));
  const cycle = firstCycle(graph);
  const [first] = cycle ?? [];
  if (cycle === undefined || first === undefined) return [];
  const what =
    cycle.length === 1
      ? `self-dependency: ${first}`
      : `topological sort failed: [${cycle.map((name) => JSON.stringify(name)).join(', ')}]`;
  const built = jobs.find((one) => one.job.name === first);
  const at = built?.linkedNeeds.by === 'list' ? built.linkedNeeds.span : (built?.job.definition.span ?? span);
  return [{ kind: 'cycle', message: `The pipeline has circular dependencies: ${what}`, at }];
}

const neededNames = ({ linkedNeeds }: BuiltJob): readonly string[] =>
  linkedNeeds.by === 'list' ? linkedNeeds.needs.items.flatMap(({ jobs }) => jobs.map(({ name }) => name)) : [];

function onePerPlace(rejections: readonly Rejection[]): readonly Rejection[] {
  const seen = new Set<string>();
  return rejections.filter(({ kind, at }) => {
    const place = `${kind} ${at.file.path}:${at.start}`;
    if (seen.has(place)) return false;
    seen.add(place);
    return true;
  });
}

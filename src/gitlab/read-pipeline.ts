import type { Job, JobDefinition } from '../model/pipeline/job.ts';
import type { Pipeline, Rejection } from '../model/pipeline/pipeline.ts';
import type { Surprise } from '../model/surprise.ts';
import type { SourceFile } from '../source/source-file.ts';
import { type Cause, distinctCauses } from '../value/index.ts';
import { checkGlobals, checkJobs } from './checks/entries.ts';
import { orderRejections } from './checks/order.ts';
import {
  type BuiltDefinition,
  type BuiltJob,
  buildDefinition,
  instancesIn,
  type PipelineSurroundings,
} from './jobs/build-jobs.ts';
import { findJobs, type MergedConfig } from './jobs/find-jobs.ts';
import type { JobEntry } from './jobs/job-entry.ts';
import { globalLayer, ownVariables, type PipelineLayers } from './jobs/job-variables.ts';
import { linkNeeds } from './jobs/link-needs.ts';
import { workflowConditions } from './presence/workflow-formula.ts';
import { readStages } from './stages.ts';
import { surprisesIn } from './surprises/surprises.ts';
import type { Layer } from './variables/definition.ts';

/** What a pipeline is read with, besides its configuration. */
export interface PipelineOrigin {
  readonly file: SourceFile;
  /** Variables of the project or group. */
  readonly environment: ReadonlyMap<string, string>;
  /** What refuses the configuration before there are jobs. */
  readonly rejections: readonly Rejection[];
  /** For a child pipeline: the job that starts it and the variables it hands over. */
  readonly parent?: { readonly job: Job; readonly given: Layer };
}

/** A pipeline, and its jobs as they were read, for those that start further pipelines. */
export interface ReadPipeline {
  readonly pipeline: Pipeline;
  readonly jobs: readonly BuiltJob[];
}

/**
 * GitLab's passes from the merged configuration to the jobs, in its order: job detection and defaults, validation of
 * each entry, `parallel`, `needs`, and the checks across jobs.
 * Source: GitLab `lib/gitlab/ci/config.rb#build_config`, `normalizer.rb`, `yaml_processor.rb`.
 */
export function readPipeline(config: MergedConfig, origin: PipelineOrigin): ReadPipeline {
  const { jobs: entries, rejections: wrongKeys } = findJobs(config);
  const draft = draftOf(config, origin);
  const surroundings = surroundingsOf(config, origin, entries, draft);
  const definitions = buildAll(entries, surroundings);
  const jobs = onePerName(definitions.flatMap((definition) => definition.jobs));
  link(jobs, definitions, config);
  addAll(
    draft.jobs.items,
    jobs.map(({ job }) => job),
  );
  addAll(draft.jobs.openTo, distinctCauses([...config.openTo, ...definitions.flatMap(({ openTo }) => openTo)]));
  addAll(
    draft.definitions,
    definitions.map(({ definition }) => definition),
  );
  addAll(draft.surprises, surprisesIn(config.root, definitions));
  const ofEntries = [...origin.rejections, ...checkGlobals(config), ...wrongKeys, ...checkJobs(entries)];
  addAll(draft.rejections, [...ofEntries, ...orderRejections(jobs, draft, config.openTo.length > 0)]);
  return { pipeline: draft, jobs };
}

/** Adds to a list; as arguments of one `push`, very many items would overflow the stack. */
function addAll<T>(list: T[], items: readonly T[]): void {
  for (const item of items) list.push(item);
}

/** More jobs, and more variables in all jobs together, than any pipeline that GitLab accepts. */
const mostJobs = 20_000;
const mostVariables = 2_000_000;

/** The definitions with their jobs. Behind a number that only hostile files reach, jobs are left out and said to be. */
function buildAll(entries: readonly JobEntry[], surroundings: PipelineSurroundings): readonly BuiltDefinition[] {
  let room = Math.min(mostJobs, mostVariables / (surroundings.layers.global.size + 1));
  return entries.flatMap((entry) => {
    if (room < 0) return [];
    const built = buildDefinition(entry, surroundings);
    room -= built.jobs.length + 1;
    const cause: Cause = { kind: 'syntax', because: 'the pipeline has too many jobs to be read', at: entry.span };
    return [room < 0 ? { ...built, openTo: [...built.openTo, cause] } : built];
  });
}

/** A pipeline that is being filled. */
function draftOf(config: MergedConfig, { file, parent }: PipelineOrigin) {
  const jobs: Job[] = [];
  const openTo: Cause[] = [];
  const definitions: JobDefinition[] = [];
  const rejections: Rejection[] = [];
  const surprises: Surprise[] = [];
  return {
    system: 'gitlab' as const,
    root: file,
    ...(parent === undefined ? {} : { startedBy: parent.job }),
    stages: readStages(config.root, config.openTo),
    jobs: { items: jobs, openTo },
    definitions,
    rejections,
    surprises,
    span: file.whole,
  };
}

function surroundingsOf(
  config: MergedConfig,
  { environment, parent }: PipelineOrigin,
  entries: readonly JobEntry[],
  pipeline: Pipeline,
): PipelineSurroundings {
  const startedBy = parent === undefined ? {} : { startedBy: parent.job };
  const child = parent === undefined ? '' : `@child of ${parent.job.name}`;
  const layers: PipelineLayers = {
    global: globalLayer(config.root, child),
    environment,
    given: parent?.given ?? new Map(),
  };
  return {
    pipeline,
    layers,
    conditions: workflowConditions(config.root, { environment, openTo: config.openTo, ...startedBy }),
    names: {
      environment,
      jobsThatDefine: definersIn(entries),
      hasParallel: entries.some((entry) => entry.inForce.has('parallel')),
      openTo: config.openTo,
      child,
    },
  };
}

/** The names that jobs define for themselves, with the first job that does. */
function definersIn(entries: readonly JobEntry[]): ReadonlyMap<string, string> {
  const definers = new Map<string, string>();
  for (const entry of entries) {
    const cells = instancesIn(entry).items.flatMap(({ cell }) => cell.map(({ name }) => name));
    for (const name of [...ownVariables(entry).keys(), ...cells]) {
      if (!definers.has(name)) definers.set(name, entry.name);
    }
  }
  return definers;
}

/** Of jobs with equal names the last one takes the place of the first, as in GitLab's hash of jobs. */
function onePerName(jobs: readonly BuiltJob[]): readonly BuiltJob[] {
  const byName = new Map(jobs.map((built) => [built.job.name, built]));
  return [...byName.values()];
}

/** Sets what the jobs wait for. */
function link(jobs: readonly BuiltJob[], definitions: readonly BuiltDefinition[], { openTo }: MergedConfig): void {
  const byName = new Map(jobs.map(({ job }) => [job.name, job]));
  const parallel = new Map<string, readonly Job[]>();
  for (const { isParallel, definition, jobs: instances } of definitions) {
    if (isParallel)
      parallel.set(
        definition.name,
        instances.map(({ job }) => job),
      );
  }
  for (const built of jobs) {
    const { job, needs, ownNeeds } = built;
    job.needs = linkNeeds(needs, { byName, parallel, openTo });
    built.linkedNeeds = needs === ownNeeds ? job.needs : linkNeeds(ownNeeds, { byName, parallel, openTo });
  }
}

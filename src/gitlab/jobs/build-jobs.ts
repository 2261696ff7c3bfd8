import type { Job, JobDefinition, Needs, Trigger } from '../../model/pipeline/job.ts';
import type { Pipeline } from '../../model/pipeline/pipeline.ts';
import type { Formula } from '../../model/presence/formula.ts';
import { type Cause, type Field, onceFor, unset } from '../../value/index.ts';
import { readArtifactPaths, readDotenvReports } from '../fields/artifacts.ts';
import { readCaches } from '../fields/cache.ts';
import { readDependencies } from '../fields/dependencies.ts';
import { readImage, readServices } from '../fields/image.ts';
import { readConditions } from '../fields/rules.ts';
import { readAfterScript, readScript } from '../fields/scripts.ts';
import { readStage } from '../fields/stage.ts';
import { readTags } from '../fields/tags.ts';
import { readTiming } from '../fields/timing.ts';
import { readTrigger, type WrittenTrigger } from '../fields/trigger.ts';
import { jobFormula, type PipelineConditions } from '../presence/job-formula.ts';
import { variablesOfJob } from '../presence/operands.ts';
import { createScope, type Scope } from '../variables/scope.ts';
import { type PipelineNames, slug, surroundingsOf } from '../variables/surroundings.ts';
import { definitionOf } from './definition.ts';
import type { JobEntry } from './job-entry.ts';
import { jobLayers, matrixValues, ownVariables, type PipelineLayers, variablesOf } from './job-variables.ts';
import { type Instance, type Instances, instancesOf } from './matrix.ts';
import { readNeeds, readOwnNeeds, readRuleNeeds, type WrittenNeed, type WrittenNeeds } from './needs.ts';

/** What all jobs of a pipeline are read with. */
export interface PipelineSurroundings {
  readonly pipeline: Pipeline;
  readonly layers: PipelineLayers;
  readonly names: PipelineNames;
  readonly conditions: PipelineConditions;
}

/** A job whose links to other jobs and pipelines are still to be set. */
export type JobDraft = Omit<Job, 'needs' | 'trigger'> & { needs: Needs; trigger: Field<Trigger> };

/** A job with what is needed to link it. */
export interface BuiltJob {
  readonly job: JobDraft;
  /** What it was read from. */
  readonly entry: JobEntry;
  readonly needs: WrittenNeeds;
  /** What it writes itself, whatever its rules do, and the same with the jobs it names. */
  readonly ownNeeds: WrittenNeeds;
  linkedNeeds: Needs;
  /** What `rules:needs` would put in their place. */
  readonly ruleNeeds: readonly (readonly WrittenNeed[])[];
  readonly trigger: Field<WrittenTrigger>;
  readonly scope: Scope;
}

/** A definition with its jobs. */
export interface BuiltDefinition {
  readonly entry: JobEntry;
  readonly definition: JobDefinition;
  readonly jobs: readonly BuiltJob[];
  readonly isParallel: boolean;
  /** Why there may be more jobs of it. */
  readonly openTo: readonly Cause[];
}

/** All jobs that one definition stands for. */
export function buildDefinition(entry: JobEntry, surroundings: PipelineSurroundings): BuiltDefinition {
  const instances = instancesIn(entry);
  const [first] = instances.items;
  const place = first ?? { name: entry.name, cell: [] };
  const scope = scopeOf(entry, place, surroundings);
  const ofDefinition = { ...surroundings, definition: definitionOf(entry, scope) };
  const { definition } = ofDefinition;
  const jobs = instances.items.map((instance) =>
    buildJob(entry, instance, instance === first ? scope : scopeOf(entry, instance, surroundings), ofDefinition),
  );
  return { entry, definition, jobs, isParallel: instances.isParallel, openTo: instances.openTo };
}

/** The instances of a job; a job whose templates were not read may have any. */
export function instancesIn(entry: JobEntry): Instances {
  const parallel = entry.keyword('parallel');
  const value = parallel.is === 'set' ? parallel.value.value : undefined;
  const instances = instancesOf(entry.name, value);
  return parallel.is === 'unknown' ? { ...instances, openTo: parallel.causes } : instances;
}

interface JobSurroundings extends PipelineSurroundings {
  readonly definition: JobDefinition;
}

function buildJob(entry: JobEntry, instance: Instance, scope: Scope, surroundings: JobSurroundings): BuiltJob {
  const { definition, pipeline, names } = surroundings;
  let presence: Formula | undefined;
  const job: JobDraft = {
    name: instance.name,
    definition,
    pipeline,
    ...(instance.place === undefined ? {} : { instance: instance.place }),
    matrix: new Map(instance.cell.map(({ name, span }) => [name, scope.run.valueOf(name, span)])),
    needs: { by: 'stage' },
    ...fixedParts(entry),
    ...readContainers(entry, scope),
    variables: variablesOf(scope),
    get presence() {
      presence ??= presenceOf(entry, instance, scope, surroundings);
      return presence;
    },
    caches: readCaches(entry, scope),
    dotenvReports: readDotenvReports(entry, scope),
    artifactPaths: readArtifactPaths(entry, scope),
    trigger: unset,
  };
  const ownNeeds = readOwnNeeds(entry, names.hasParallel ? matrixValues(entry, instance.cell) : undefined);
  const needs = readNeeds(entry, ownNeeds);
  return {
    job,
    entry,
    needs,
    ownNeeds,
    linkedNeeds: job.needs,
    ruleNeeds: readRuleNeeds(entry),
    trigger: readTrigger(entry, scope),
    scope,
  };
}

function presenceOf(entry: JobEntry, { cell }: Instance, scope: Scope, { conditions }: JobSurroundings): Formula {
  const own = new Set([...ownVariables(entry).keys(), ...cell.map(({ name }) => name)]);
  return jobFormula(entry, { variables: variablesOfJob(scope, own), names: scope.sent, at: entry.span }, conditions);
}

/** What is the same in all jobs of a definition: nothing that variables could change. */
const fixedParts = onceFor((entry: JobEntry) => ({
  stage: readStage(entry),
  dependencies: readDependencies(entry),
  ...readTiming(entry),
  conditions: readConditions(entry),
  script: readScript(entry),
  afterScript: readAfterScript(entry),
}));

const readContainers = (entry: JobEntry, scope: Scope): Pick<Job, 'image' | 'services' | 'runnerLabels'> => ({
  image: readImage(entry, scope),
  services: readServices(entry, scope),
  runnerLabels: readTags(entry, scope),
});

function scopeOf(entry: JobEntry, instance: Instance, { layers, names }: PipelineSurroundings): Scope {
  const job = {
    job: instance.name,
    hiddenBy: entry.hiddenBy,
    valueOf: (name: string) => valueInJob(name, entry, instance, names),
  };
  return createScope(jobLayers(entry, instance.cell, layers), surroundingsOf(names, job), instance.name);
}

/** The value of a predefined variable that is that of the job, whatever runs it. */
function valueInJob(name: string, entry: JobEntry, { name: job, place }: Instance, { child }: PipelineNames) {
  switch (name) {
    case 'CI_JOB_NAME':
      return job;
    case 'CI_JOB_NAME_SLUG':
      return slug(job);
    case 'CI_JOB_GROUP_NAME':
      return entry.name;
    case 'CI_NODE_INDEX':
      return String(place?.number ?? '');
    case 'CI_NODE_TOTAL':
      return String(place?.total ?? 1);
    case 'CI_JOB_STAGE': {
      const { stage } = fixedParts(entry);
      return stage.is === 'set' ? stage.value.name : undefined;
    }
    case 'CI_PIPELINE_SOURCE':
      return child === '' ? undefined : 'parent_pipeline';
    default:
      return undefined;
  }
}

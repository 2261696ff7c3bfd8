import { groupBy, holesOf, onceFor } from '../../value/index.ts';
import type { MergeEntry } from '../merge/merge-step.ts';
import { linksOfEntry } from '../merge/merged-builds.ts';
import type { Job, Need } from '../pipeline/job.ts';
import { always, type Formula } from '../presence/formula.ts';
import { forTag } from '../presence/pipeline-kinds.ts';
import { canMeet, type Occurrence, pipelinesWith } from '../presence/presence.ts';
import type { Project } from '../project.ts';
import { mergesIn } from '../roles.ts';
import { isOfGithub } from '../words.ts';

/** Jobs on which a merge relies, and pipelines that hold the merge without them. */
export interface AbsentBuilds {
  readonly mergeJob: Job;
  /** The jobs that are absent together. */
  readonly jobs: readonly Job[];
  readonly pipelines: Exclude<Occurrence, { readonly is: 'never' }>;
  /**
   * How the merge job relies on them: by a need, by one without which it runs all the same (an optional one, in GitHub any), or
   * because it merges what they push.
   */
  readonly by: 'need' | 'optional-need' | 'merge';
  /** The need, where there is one; of several the first. */
  readonly need?: Need;
}

/** What merge jobs miss in some pipelines; one answer for what is absent from the same pipelines. */
export const absentBuilds: (project: Project) => readonly AbsentBuilds[] = onceFor((project) => {
  const mergeJobs = groupBy(new Set(project.merges.items.map(({ job }) => job)), ({ definition }) => definition);
  return [...mergeJobs.values()].flatMap((instances) =>
    joined(instances.flatMap((mergeJob) => [...absentNeeds(mergeJob), ...absentSources(project, mergeJob)])),
  );
});

function joined(found: readonly AbsentBuilds[]): readonly AbsentBuilds[] {
  const groups = groupBy(
    found,
    ({ by, pipelines }) => `${by} ${pipelines.is === 'sometimes' ? pipelines.witness.shown : ''}`,
  );
  return [...groups.values()].flatMap((alike) => {
    const [first] = alike;
    return first === undefined ? [] : [{ ...first, jobs: [...new Set(alike.flatMap(({ jobs }) => jobs))] }];
  });
}

const needsOf = ({ needs }: Job): readonly Need[] => (needs.by === 'list' ? needs.needs.items : []);

/** Needs of jobs that may not be there, which GitLab does not forgive. */
const absentNeeds = (mergeJob: Job): readonly AbsentBuilds[] =>
  needsOf(mergeJob)
    .filter((need) => !isForgiven(mergeJob, need))
    .flatMap((need) =>
      need.jobs.flatMap((job): readonly AbsentBuilds[] => {
        const pipelines = pipelinesWith(mergeJob, [job]);
        return pipelines.is === 'never' ? [] : [{ mergeJob, jobs: [job], pipelines, by: 'need', need }];
      }),
    );

/** Whether a job runs although one that it needs is not there: so does every one in GitHub that is not skipped with it. */
const isForgiven = (job: Job, { isOptional }: Need): boolean => isOptional || isOfGithub(job);

/** Sources that no job of some pipeline pushes, although jobs of others do. */
const absentSources = (project: Project, mergeJob: Job): readonly AbsentBuilds[] =>
  mergesIn(project, mergeJob)
    .flatMap(({ entries }) => entries.items)
    .flatMap((entry) => absentSource(project, mergeJob, entry));

function absentSource(project: Project, mergeJob: Job, entry: MergeEntry): readonly AbsentBuilds[] {
  const links = linksOfEntry(project, entry);
  const jobs = [...new Set(links.map(({ build }) => build.job))];
  const isBeside = jobs.every((job) => job !== mergeJob && job.pipeline === mergeJob.pipeline);
  const needs = needsOf(mergeJob).filter((need) => need.jobs.some((job) => jobs.includes(job)));
  const isRequired = needs.some((one) => !isForgiven(mergeJob, one));
  if (isRequired || !isBeside || !links.some(({ same }) => same.is === 'yes')) return [];
  const [need] = needs;
  const only = need === undefined ? whereNobodyElsePushes(entry) : always;
  const pipelines = only === undefined ? undefined : pipelinesWith(mergeJob, jobs, only);
  if (pipelines === undefined || pipelines.is === 'never') return [];
  if (jobs.every((job) => canMeet(mergeJob, job).is === 'no')) return [];
  return [
    {
      mergeJob,
      jobs,
      pipelines,
      by: need === undefined ? 'merge' : 'optional-need',
      ...(need === undefined ? {} : { need }),
    },
  ];
}

/**
 * The pipelines in which nothing but their own jobs can have pushed a source: all, if the number of the pipeline is in
 * its name, and those for a tag, if the tag is. Any other reference may be there from another pipeline, on purpose.
 */
function whereNobodyElsePushes({ source }: MergeEntry): Formula | undefined {
  const symbols = holesOf(source.text).map(({ symbol }) => symbol);
  if (symbols.some((symbol) => /^(?:CI_PIPELINE_I?ID|GITHUB_RUN_(?:ID|NUMBER))\b/.test(symbol))) return always;
  return symbols.some((symbol) => /^CI_COMMIT_(?:TAG|REF_NAME|REF_SLUG)$/.test(symbol))
    ? forTag(source.text.span)
    : undefined;
}

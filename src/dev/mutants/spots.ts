import type { BuildStep, Job, JobDefinition, MergeLink, MergeStep, RequestedPlatform } from '../../model/index.ts';
import { finishesBefore } from '../../model/index.ts';
import type { Span } from '../../source/source-file.ts';
import type { Sample } from './operator.ts';

/** The builds of which it is certain that they run. */
export const builds = ({ project }: Sample): readonly BuildStep[] =>
  project.builds.items.filter(({ runs }) => runs.is === 'yes');

/** The merges of which it is certain that they run. */
export const merges = ({ project }: Sample): readonly MergeStep[] =>
  project.merges.items.filter(({ runs }) => runs.is === 'yes');

/** The entries of merges with the builds that certainly push them. */
export const links = ({ project }: Sample): readonly MergeLink[] =>
  project.links.filter(
    ({ same, build, merge }) => same.is === 'yes' && build.runs.is === 'yes' && merge.runs.is === 'yes',
  );

/** The jobs that build what a merge joins, with the merge. */
export const joined = (sample: Sample): readonly MergeLink[] =>
  links(sample).filter(({ merge, build }) => merge.job !== build.job);

/** All jobs. */
export const jobs = ({ project }: Sample): readonly Job[] =>
  project.pipelines.flatMap((pipeline) => pipeline.jobs.items);

/** Definitions of jobs that build or merge, each once. */
export const makers = (sample: Sample): readonly JobDefinition[] => [
  ...new Set([...builds(sample), ...merges(sample)].map(({ job }) => job.definition)),
];

/** Definitions of jobs that build images which another job joins, each once. */
export const joinedBuilders = (sample: Sample): readonly JobDefinition[] => [
  ...new Set(joined(sample).map(({ build }) => build.job.definition)),
];

/** Definitions of jobs that join images of other jobs, each once. */
export const joiners = (sample: Sample): readonly JobDefinition[] => [
  ...new Set(joined(sample).map(({ merge }) => merge.job.definition)),
];

/** Where the key of a definition stands, as a list. */
export const keyword = ({ keywords }: JobDefinition, name: string): readonly Span[] => {
  const at = keywords.get(name);
  return at === undefined ? [] : [at];
};

/** Whether a pipeline is GitLab's. */
export const isGitlab = ({ pipeline }: Job): boolean => pipeline.system === 'gitlab';

/** Definitions of jobs of GitLab that build or merge, each once. */
export function gitlabMakers(sample: Sample): readonly JobDefinition[] {
  const ofGitlab = new Set(
    jobs(sample)
      .filter(isGitlab)
      .map(({ definition }) => definition),
  );
  return makers(sample).filter((definition) => ofGitlab.has(definition));
}

/** The platforms that a build asks for. */
export const platformsOf = ({ platforms }: BuildStep): readonly RequestedPlatform[] =>
  platforms.is === 'set' ? platforms.value.items : [];

/** Whether the merge waits for the build by this need alone. */
export function waitsOnlyBy({ merge, build }: MergeLink, needed: string): boolean {
  const { needs } = merge.job;
  if (needs.by !== 'list') return false;
  const own = needs.needs.items.filter(({ jobs: targets }) => targets.includes(build.job));
  const others = needs.needs.items.filter((need) => !own.includes(need)).flatMap(({ jobs: targets }) => targets);
  return (
    own.every(({ name }) => name === needed) && !others.some((other) => finishesBefore(build.job, other).is !== 'no')
  );
}

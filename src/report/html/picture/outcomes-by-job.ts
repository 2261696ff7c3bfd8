import { groupBy, type Job, type Project } from '../../../rule/index.ts';
import type { SourceFile } from '../../../source/source-file.ts';
import type { Outcome } from '../outcome.ts';

/**
 * What was found about each job: the findings that name it, and those in a Dockerfile that it builds, where these name
 * no job.
 */
export function outcomesByJob(project: Project, outcomes: readonly Outcome[]): ReadonlyMap<Job, readonly Outcome[]> {
  const builders = buildersByFile(project);
  const pairs = outcomes.flatMap((outcome) => {
    const { jobs = [], at } = outcome.finding;
    const concerned = jobs.length > 0 ? jobs : (builders.get(at.file) ?? []);
    return [...new Set(concerned)].map((job) => ({ job, outcome }));
  });
  const groups = groupBy(pairs, ({ job }) => job);
  return new Map([...groups].map(([job, found]) => [job, found.map(({ outcome }) => outcome)]));
}

function buildersByFile({ builds }: Project): ReadonlyMap<SourceFile, readonly Job[]> {
  const pairs = builds.items.flatMap(({ dockerfile, job }) =>
    dockerfile.is === 'set' ? [{ file: dockerfile.value.file, job }] : [],
  );
  const groups = groupBy(pairs, ({ file }) => file);
  return new Map([...groups].map(([file, found]) => [file, found.map(({ job }) => job)]));
}

import type { Cause, OpenList } from '../../value/index.ts';
import type { Job } from '../pipeline/job.ts';
import { areOfOneRoot } from '../pipeline/one-run.ts';
import { finishesBefore } from '../pipeline/order.ts';
import type { Project } from '../project.ts';
import { isOfGithub } from '../words.ts';
import type { MergeStep } from './merge-step.ts';

/**
 * The merges of a project as far as they may join what these jobs build: what is out of sight in jobs that are always
 * over before any of them starts joins nothing of theirs, and opens the list no more.
 */
export function mergesBehind({ merges, work }: Project, builders: readonly Job[]): OpenList<MergeStep> {
  const early = new Set<string>();
  const late = new Set<string>();
  for (const [job, { merges: own }] of work) {
    if (own.openTo.length === 0) continue;
    const isOver = isOfGithub(job)
      ? !mayComeBehind(job, builders)
      : builders.every((builder) => finishesBefore(job, builder).is === 'yes');
    for (const cause of own.openTo) (isOver ? early : late).add(nameOf(cause));
  }
  const { items, openTo } = merges;
  return { items, openTo: openTo.filter((cause) => late.has(nameOf(cause)) || !early.has(nameOf(cause))) };
}

/**
 * Whether a job of GitHub may start when the builds are over: behind one of them, or in another run that does not start with theirs.
 * Without `needs` the jobs of a run start together.
 */
function mayComeBehind(job: Job, builders: readonly Job[]): boolean {
  return builders.some((builder) =>
    areOfOneRoot(job, builder)
      ? job === builder || finishesBefore(builder, job).is !== 'no'
      : (job.github?.events ?? []).some((event) => !eventsOfCommits.has(event)) || job.github?.events.length === 0,
  );
}

/** The events of a commit, for which all workflows that listen to them start at once. */
const eventsOfCommits: ReadonlySet<string> = new Set(['push', 'pull_request', 'pull_request_target', 'merge_group']);

const nameOf = ({ because, at }: Cause): string => `${at.file.path}\0${String(at.start)}\0${because}`;

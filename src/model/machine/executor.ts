import { knownString, type Text } from '../../value/index.ts';
import type { Job } from '../pipeline/job.ts';
import type { Project } from '../project.ts';
import { isOfGithub } from '../words.ts';
import { takersOf } from './takers.ts';

/**
 * The executors that may run a job, by GitLab's names (`docker`, `kubernetes`, `shell`): what the policy says of one of
 * its runner tags, or else those of all runners of the repository that may take it. Empty: nobody says.
 */
export function executorsOf(project: Project, job: Job): ReadonlySet<string> {
  const explained = job.runnerLabels.items.flatMap((label: Text) => {
    const executor = project.expectations.runnerLabels.get(knownString(label) ?? '')?.executor;
    return executor === undefined ? [] : [executor];
  });
  if (explained.length > 0) return new Set(explained);
  return new Set(
    takersOf(project, job).flatMap(({ runner: { executor } }) => (executor.is === 'set' ? [executor.value] : [])),
  );
}

/** Whether a job certainly runs on a machine itself, so that its `image` counts for nothing. */
export function ignoresImage(project: Project, job: Job): boolean {
  if (isOfGithub(job)) return false;
  const executors = executorsOf(project, job);
  return executors.size > 0 && [...executors].every((executor) => withoutImages.has(executor));
}

/** Source: docs.gitlab.com/runner/executors, the compatibility chart. */
const withoutImages: ReadonlySet<string> = new Set(['shell', 'ssh', 'virtualbox', 'parallels']);

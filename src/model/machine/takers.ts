import { all, any, holds, known, knownString, no, showText, type Truth, unknown } from '../../value/index.ts';
import type { Job } from '../pipeline/job.ts';
import type { Project } from '../project.ts';
import { isOfGithub } from '../words.ts';
import type { PlatformEvidence } from './machine.ts';
import type { Runner } from './runner.ts';
import { hasTagsOf } from './runner-overwrites.ts';

/** A runner of the repository that may take a job. */
export interface Taker {
  readonly runner: Runner;
  /** Unknown where the GitLab server keeps its tags, or whether it takes jobs without any. */
  readonly takes: Truth;
}

/**
 * The runners of the repository that may take a job. There may be others that the repository says nothing about: that one
 * takes it does not mean that no other does.
 *
 * Source: docs.gitlab.com/ci/runners/configure_runners (tags, untagged jobs); docs.gitlab.com/ci/runners/hosted_runners.
 */
export const takersOf = ({ runners }: Project, job: Job): readonly Taker[] =>
  runners.items.length === 0
    ? []
    : runners.items.map((runner) => ({ runner, takes: takes(runner, job) })).filter((taker) => taker.takes.is !== 'no');

/** The runners of which a repository has the configuration are GitLab's. */
function takes(runner: Runner, job: Job): Truth {
  if (isOfGithub(job)) return no;
  const { items, openTo } = job.runnerLabels;
  if (items.some((label) => hostedByGitlab.test(knownString(label) ?? ''))) return known(false);
  if (items.length === 0 && openTo.length === 0)
    return unknown({
      kind: 'runner',
      because: 'whether a runner takes jobs without tags is set at the GitLab server',
      at: runner.span,
    });
  return hasTagsOf(runner, job);
}

/** Tags of the runners that GitLab itself provides. Source: docs.gitlab.com/ci/runners/hosted_runners. */
const hostedByGitlab = /^saas-(?:linux|macos|windows)-/;

/**
 * What the runners of the repository that have all tags of a job say about its machine. It is never certain, because other
 * runners may have the tags, too. Nothing for a job without tags.
 */
export function runnerEvidence(project: Project, job: Job): readonly PlatformEvidence[] {
  const [tag] = job.runnerLabels.items;
  if (tag === undefined) return [];
  return takersOf(project, job).flatMap(({ runner, takes: truth }): PlatformEvidence[] => {
    if (truth.is !== 'yes' || runner.platform.is !== 'set') return [];
    const shown = `the node selector of the runner \`${runner.name}\``;
    const because = `another runner than \`${runner.name}\` may have the tag \`${showText(tag)}\``;
    const doubts = [{ kind: 'runner' as const, because, at: runner.span }];
    return [{ platform: runner.platform.value, shown, span: runner.span, doubts }];
  });
}

/** Whether some runner that may take a job has a trait; "no" if the repository shows none that has. */
export const someTaker = (project: Project, job: Job, trait: (runner: Runner) => Truth): Truth =>
  any(takersOf(project, job).map(({ runner, takes: truth }) => all([truth, trait(runner)])));

/** Whether a runner gives its jobs `/dev/fuse`. */
export const hasFuse = ({ devices }: Runner): Truth =>
  holds(devices, known(false), (paths) => known(paths.some(isFuse)));

const isFuse = (device: string): boolean => device.split(':')[0] === '/dev/fuse';

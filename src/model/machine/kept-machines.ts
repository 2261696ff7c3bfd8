import { known, knownString, no, type Truth, unknown, yes } from '../../value/index.ts';
import type { Job } from '../pipeline/job.ts';
import type { Project } from '../project.ts';
import { isOfGithub } from '../words.ts';
import { isOnThrowawayMachine } from './hosted-machine.ts';

/** Executors whose machine keeps files from one job to the next. Source: docs.gitlab.com/runner/executors. */
const keeping: ReadonlySet<string> = new Set(['shell', 'ssh', 'parallels', 'virtualbox']);

/**
 * Whether a job runs on a machine that keeps what earlier jobs left there, as a shell executor does: as the policy says of
 * its tags, or all runners of the repository are. A job with an image is taken to run in a container of its own.
 */
export function keepsFiles({ expectations, runners }: Project, job: Job): Truth {
  const executors = job.runnerLabels.items.flatMap((label) => {
    const executor = expectations.runnerLabels.get(knownString(label) ?? '')?.executor;
    return executor === undefined ? [] : [executor];
  });
  if (executors.length > 0) return known(executors.some((executor) => keeping.has(executor)));
  if (job.image.is === 'set') return no;
  if (isOfGithub(job)) return isKeptByItsOwner(job);
  const all = runners.items.map(({ executor }) => (executor.is === 'set' ? executor.value : undefined));
  if (all.length > 0 && all.every((executor) => executor !== undefined && keeping.has(executor))) return yes;
  if (all.length > 0 && all.every((executor) => executor !== undefined && !keeping.has(executor))) return no;
  const because = `\`${job.definition.name}\` names no image, so it may run on a shell runner, which keeps its files`;
  return unknown({ kind: 'runner', because, at: job.definition.span });
}

/** A runner of one's own keeps its machine from job to job, unless it is set up to do one job only. */
function isKeptByItsOwner(job: Job): Truth {
  if (isOnThrowawayMachine(job).is === 'yes') return no;
  const because = `the machine of \`${job.definition.name}\` may be kept for later jobs`;
  return unknown({ kind: 'runner', because, at: job.runnerLabels.items[0]?.span ?? job.definition.span });
}

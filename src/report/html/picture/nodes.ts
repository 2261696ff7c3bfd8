import { groupBy, type Job, type Project } from '../../../rule/index.ts';
import { counted } from '../../wording.ts';
import { type Outcome, worstFirst } from '../outcome.ts';
import { describeJob, type JobNode } from './describe-job.ts';
import type { PictureNode } from './node.ts';

/** More boxes than the first are too many for jobs that make no image; more than the second for all. */
const most = { boxes: 60, makers: 240 } as const;

/** A job, and how it would be shown by itself. */
interface Shown {
  readonly job: Job;
  readonly node: JobNode;
}

/**
 * The boxes for jobs: one per job that makes images, one per definition for others, as long as they are few. Where they
 * are many, jobs that make no image become one box per stage; where these are too many still, all that are alike do.
 */
export function nodesOf(
  jobs: readonly Job[],
  project: Project,
  found: ReadonlyMap<Job, readonly Outcome[]>,
): readonly PictureNode[] {
  const shown = jobs.map((job) => ({ job, node: describeJob(project, job) }));
  const few = groupBy(shown, byDefinition);
  if (few.size <= most.boxes) return boxes(few, found);
  const some = groupBy(shown, byStageOfOthers);
  return boxes(some.size <= most.makers ? some : groupBy(shown, byStageAndLane), found);
}

const isMaker = ({ node }: Shown): boolean => node.role !== 'other';

const byDefinition = (shown: Shown): unknown => (isMaker(shown) ? shown.job : shown.job.definition);

const byStageOfOthers = (shown: Shown): unknown =>
  isMaker(shown) ? shown.job : `${String(shown.node.stage.place)} ${shown.node.stage.name}`;

const byStageAndLane = ({ node: { stage, lane, role } }: Shown): unknown =>
  `${String(stage.place)} ${stage.name} ${lane.title} ${role}`;

const boxes = (
  groups: ReadonlyMap<unknown, readonly Shown[]>,
  found: ReadonlyMap<Job, readonly Outcome[]>,
): readonly PictureNode[] => [...groups.values()].flatMap((group) => boxOf(group, found));

function boxOf(group: readonly Shown[], found: ReadonlyMap<Job, readonly Outcome[]>): readonly PictureNode[] {
  const [first] = group;
  if (first === undefined) return [];
  const jobs = group.map(({ job }) => job);
  const outcomes = worstFirst([...new Set(jobs.flatMap((job) => found.get(job) ?? []))]);
  return [{ ...first.node, ...(jobs.length > 1 && joined(first.node, jobs)), jobs, outcomes }];
}

const nouns = { build: 'build job', merge: 'merge job', doubt: 'job', other: 'other job', missing: 'job' } as const;

/** What stands in a box for several jobs. */
function joined(node: JobNode, jobs: readonly Job[]): Pick<JobNode, 'title' | 'details'> {
  const definitions = new Set(jobs.map(({ definition }) => definition));
  const [only] = definitions;
  if (definitions.size === 1 && only !== undefined) {
    return { title: only.name, details: [counted(jobs.length, 'instance')] };
  }
  const names = [...definitions].slice(0, 3).map(({ name }) => name);
  return { title: counted(definitions.size, nouns[node.role]), details: [`${names.join(', ')} …`] };
}

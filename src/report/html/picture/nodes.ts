import { groupBy, type Job, type Project } from '../../../rule/index.ts';
import { counted } from '../../wording.ts';
import { type Outcome, worstFirst } from '../outcome.ts';
import { describeJob, type JobNode } from './describe-job.ts';
import { isAboutImage, type PictureNode } from './node.ts';

/** More boxes than this, or more of jobs that make no image, are too many for these; more than the last for all. */
const most = { boxes: 60, idle: 30, makers: 240 } as const;

/** A job, and how it would be shown by itself. */
interface Shown {
  readonly job: Job;
  readonly node: JobNode;
}

/**
 * The boxes for jobs: one per job that makes images; one per definition for others in the stages of those, and where
 * something was found about them; one for all others of a stage. Where they are many, jobs that make no image become one
 * box per stage; where these are too many still, all that are alike do.
 */
export function nodesOf(
  jobs: readonly Job[],
  project: Project,
  found: ReadonlyMap<Job, readonly Outcome[]>,
): readonly PictureNode[] {
  const described = jobs.map((job) => ({ job, node: describeJob(project, job) }));
  const making = new Set(described.filter(isMaker).map(stageKey));
  const shown = described.map((one) => (making.size === 0 || making.has(stageKey(one)) ? one : withStage(one)));
  const few = groupBy(shown, byInterest(making, found));
  const idle = [...few.values()].filter(([first]) => first !== undefined && !isMaker(first)).length;
  if (few.size <= most.boxes && idle <= most.idle) return boxes(few, found);
  const some = groupBy(shown, byStageOfOthers);
  return boxes(some.size <= most.makers ? some : groupBy(shown, byStageAndLane), found);
}

const isMaker = ({ node }: Shown): boolean => isAboutImage(node);

const stageKey = ({ node: { stage } }: Shown): string => `${String(stage.place)} ${stage.name}`;

const stageNote = (name: string): string => `stage ${name}`;

/** A job that says of which stage it is, because several stages without images share a column. */
const withStage = ({ job, node }: Shown): Shown => ({
  job,
  node: { ...node, details: [stageNote(node.stage.name), ...node.details] },
});

function byInterest(
  making: ReadonlySet<string>,
  found: ReadonlyMap<Job, readonly Outcome[]>,
): (shown: Shown) => unknown {
  return (shown) => {
    if (isMaker(shown)) return shown.job;
    const stage = stageKey(shown);
    const isAlone = making.size === 0 || making.has(stage) || found.has(shown.job);
    return isAlone ? shown.job.definition : `${stage} ${shown.node.role}`;
  };
}

const byStageOfOthers = (shown: Shown): unknown =>
  isMaker(shown) ? shown.job : `${stageKey(shown)} ${shown.node.role}`;

const byStageAndLane = (shown: Shown): unknown => `${stageKey(shown)} ${shown.node.lane.title} ${shown.node.role}`;

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
function joined({ role, details, stage }: JobNode, jobs: readonly Job[]): Pick<JobNode, 'title' | 'details'> {
  const definitions = new Set(jobs.map(({ definition }) => definition));
  const [only] = definitions;
  if (definitions.size === 1 && only !== undefined) {
    return { title: only.name, details: [...details, counted(jobs.length, 'instance')] };
  }
  const names = [...definitions].slice(0, 3).map(({ name }) => name);
  const more = definitions.size > names.length ? ' …' : '';
  const isStage = details[0] === stageNote(stage.name);
  const title = isStage ? `${stage.name}: ${counted(definitions.size, 'job')}` : counted(definitions.size, nouns[role]);
  return { title, details: [`${names.join(', ')}${more}`] };
}

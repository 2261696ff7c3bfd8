import {
  type BuildStep,
  buildsIn,
  builtPlatforms,
  formatPlatform,
  type Job,
  mergesIn,
  type Project,
  showText,
  stageIndex,
  type ToolVersion,
} from '../../../rule/index.ts';
import type { Lane, PictureNode, Role, Stage } from './node.ts';

/** All of a job's node but what was found about it. */
export type JobNode = Omit<PictureNode, 'outcomes' | 'jobs'>;

/** How the picture shows one job. */
export function describeJob(project: Project, job: Job): JobNode {
  const role = roleOf(project, job);
  return {
    role,
    title: job.name,
    details: detailsOf(project, job, role),
    lane: laneOf(project, job, role),
    stage: stageOf(job),
  };
}

function roleOf(project: Project, job: Job): Role {
  if (mergesIn(project, job).length > 0) return 'merge';
  if (buildsIn(project, job).length > 0) return 'build';
  return (project.work.get(job)?.likelyBuilders.length ?? 0) > 0 ? 'doubt' : 'other';
}

const lanes = {
  several: { kind: 'several', title: 'several platforms at once' },
  unknown: { kind: 'unknown', title: 'platform not known' },
  index: { kind: 'index', title: 'image index' },
  doubt: { kind: 'doubt', title: 'may build, by commands not followed' },
  other: { kind: 'other', title: 'other jobs' },
} as const satisfies Readonly<Record<string, Lane>>;

function laneOf(project: Project, job: Job, role: Role): Lane {
  if (role === 'merge') return lanes.index;
  if (role === 'other') return lanes.other;
  if (role === 'doubt') return lanes.doubt;
  const [platform, ...others] = platformsOf(project, job);
  if (platform === undefined) return lanes.unknown;
  return others.length > 0 ? lanes.several : platformLane(platform);
}

/** The lane of one platform, written as `linux/arm64`. */
export const platformLane = (platform: string): Lane => ({ kind: 'platform', title: platform });

const platformsOf = (project: Project, job: Job): readonly string[] => [
  ...new Set(
    buildsIn(project, job).flatMap((build) => builtPlatforms(build, project.expectations).map(formatPlatform)),
  ),
];

/** The stage of a job; one that cannot be told, or that is not declared, is behind all others. Workflows of GitHub have none. */
export function stageOf({ stage, pipeline }: Job): Stage {
  if (pipeline.system === 'github') return { name: '', place: 0 };
  if (stage.is !== 'set') return { name: 'stage not known', place: Number.MAX_SAFE_INTEGER };
  const place = stageIndex(pipeline, stage.value);
  return { name: stage.value.name, place: place === -1 ? Number.MAX_SAFE_INTEGER - 1 : place };
}

function detailsOf(project: Project, job: Job, role: Role): readonly string[] {
  const builds = buildsIn(project, job);
  const merges = mergesIn(project, job);
  switch (role) {
    case 'merge':
      return [toolsOf([...merges, ...builds]), targetsOf([...merges.map(({ targets }) => targets)])];
    case 'build':
      return [[toolsOf(builds), ...platformNote(project, job), ...machineNote(job)].join(' · '), pushesOf(builds)];
    default:
      return startsOf(job);
  }
}

function startsOf({ trigger, pipeline }: Job): readonly string[] {
  if (trigger.is !== 'set') return [];
  const { starts } = trigger.value;
  if (pipeline.system === 'gitlab') return ['starts another pipeline'];
  return [starts.is === 'child' ? `calls ${starts.pipeline.root.path}` : 'calls a workflow'];
}

const toolsOf = (steps: readonly { readonly tool: string; readonly version: ToolVersion }[]): string =>
  [
    ...new Set(
      steps.map(
        ({ tool, version }) =>
          `${tool.replace(/^docker (?=buildx)/, '')}${version.is === 'exact' ? ` ${version.version}` : ''}`,
      ),
    ),
  ].join(', ');

function platformNote(project: Project, job: Job): readonly string[] {
  const platforms = platformsOf(project, job);
  return platforms.length > 1 ? [platforms.map((platform) => platform.replace(/^linux\//, '')).join('+')] : [];
}

const machineNote = ({ runnerLabels }: Job): readonly string[] =>
  runnerLabels.items.length === 0 ? [] : [`on ${runnerLabels.items.map(showText).join(', ')}`];

function pushesOf(builds: readonly BuildStep[]): string {
  const shown = targetsOf(builds.map(({ destinations }) => destinations));
  return shown === '' && builds.every(({ pushed }) => pushed.is === 'no') ? 'not pushed' : shown;
}

type Destinations = BuildStep['destinations'];

/** `→ the first reference`, and how many there are beside it. */
function targetsOf(lists: readonly Destinations[]): string {
  const shown = [...new Set(lists.flatMap(({ items }) => items.map(({ reference }) => showText(reference.text))))];
  const [first] = shown;
  if (first === undefined) return '';
  return `→ ${first}${shown.length > 1 ? ` +${String(shown.length - 1)}` : ''}`;
}

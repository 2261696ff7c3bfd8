import {
  entryPlatform,
  formatPlatform,
  type Job,
  linksOf,
  linksOfEntry,
  type MergeEntry,
  type MergeStep,
  mergesIn,
  type Project,
  type Span,
  samePlatform,
  showText,
} from '../../../rule/index.ts';
import type { Outcome } from '../outcome.ts';
import { platformLane, stageOf } from './describe-job.ts';
import { isAboutPair, isWithin } from './edges.ts';
import type { PictureEdge, PictureNode, Stage } from './node.ts';

/** A part that a merge names and no job builds, and the line that ends in nothing. */
export interface MissingPart {
  readonly node: PictureNode;
  readonly edge: PictureEdge;
}

/** The parts that findings say are missing, for the merges among some boxes. */
export const missingParts = (nodes: readonly PictureNode[], project: Project): readonly MissingPart[] =>
  nodes.flatMap((to) =>
    to.jobs.flatMap((job) => mergesIn(project, job).flatMap((merge) => missingOf(merge, to, project))),
  );

function missingOf(merge: MergeStep, to: PictureNode, project: Project): readonly MissingPart[] {
  return merge.entries.items
    .filter((entry) => linksOfEntry(project, entry).length === 0)
    .flatMap((entry) => {
      const places = placesOf(entry, merge);
      const outcome = to.outcomes.find(
        (one) => isAboutPair(one) && places.some((place) => isWithin(one.finding.at, place)),
      );
      return outcome === undefined
        ? []
        : [missingPart(entry, to, { outcome, stage: stageOfBuilds(merge, to, project) })];
    });
}

/** The places that stand for an entry: its own, or, where a template makes it, its platform in the list of platforms. */
function placesOf(entry: MergeEntry, { template }: MergeStep): readonly Span[] {
  if (template === undefined) return [entry.span];
  const { platform } = entry;
  if (platform.is !== 'set') return [];
  return template.platforms.items.filter((one) => samePlatform(one.platform, platform.value)).map(({ span }) => span);
}

/** Where it would be built: in the stage of the other parts, or that of the merge. */
function stageOfBuilds(merge: MergeStep, to: PictureNode, project: Project): Stage {
  const job: Job | undefined = linksOf(project, merge).find(({ build }) => build.job.pipeline === merge.job.pipeline)
    ?.build.job;
  return job === undefined ? to.stage : stageOf(job);
}

function missingPart(
  entry: MergeEntry,
  to: PictureNode,
  { outcome, stage }: { readonly outcome: Outcome; readonly stage: Stage },
): MissingPart {
  const platform = entryPlatform(entry);
  const isDoubtful = outcome.finding.certainty === 'undecided';
  const node: PictureNode = {
    jobs: [],
    role: 'missing',
    title: isDoubtful ? 'perhaps not built' : 'no job builds it',
    details: [showText(entry.source.text)],
    lane:
      platform.is === 'set'
        ? platformLane(formatPlatform(platform.value))
        : { kind: 'unknown', title: 'platform not known' },
    stage,
    outcomes: [outcome],
  };
  return { node, edge: { from: node, to, kind: 'merge', state: isDoubtful ? 'doubtful' : 'broken', outcome } };
}

import {
  groupBy,
  type Job,
  linksOf,
  type MergeLink,
  type MergeStep,
  mergesIn,
  type Project,
} from '../../../rule/index.ts';
import type { Outcome } from '../outcome.ts';
import type { PictureEdge, PictureNode } from './node.ts';

/**
 * The lines between boxes: from each build to the merges that join it, and from each needed job to those that wait for
 * it, where no image takes the same way. A line is broken if a finding is about both of its ends.
 */
export function edgesOf(nodes: readonly PictureNode[], project: Project): readonly PictureEdge[] {
  const boxes = new Map(nodes.flatMap((node) => node.jobs.map((job) => [job, node] as const)));
  const merged = nodes.flatMap((node) => node.jobs.flatMap((job) => mergeEdges(job, project, boxes)));
  const lost = nodes.flatMap((node) => lostEdges(node, boxes));
  const needed = nodes.flatMap((node) => needsEdges(node, boxes));
  return withoutRepetitions([...merged, ...lost, ...needed]);
}

type Boxes = ReadonlyMap<Job, PictureNode>;

const mergeEdges = (job: Job, project: Project, boxes: Boxes): readonly PictureEdge[] =>
  mergesIn(project, job).flatMap((merge) => linksOf(project, merge).flatMap((link) => linkEdge(link, merge, boxes)));

function linkEdge({ build, same, entry }: MergeLink, { job }: MergeStep, boxes: Boxes): readonly PictureEdge[] {
  const from = boxes.get(build.job);
  const to = boxes.get(job);
  if (from === undefined || to === undefined || from === to) return [];
  const outcome =
    between(from, to) ?? to.outcomes.find((one) => isAboutPair(one) && isWithin(one.finding.at, entry.span));
  const state = outcome === undefined ? (same.is === 'yes' ? 'sound' : 'doubtful') : stateBy(outcome);
  return [{ from, to, kind: 'merge', state, ...(outcome && { outcome }) }];
}

const stateBy = ({ finding }: Outcome): PictureEdge['state'] =>
  finding.certainty === 'undecided' ? 'doubtful' : 'broken';

/** Lines that should be there: a finding about a build and a merge between which nothing is joined. */
function lostEdges(to: PictureNode, boxes: Boxes): readonly PictureEdge[] {
  if (to.role !== 'merge') return [];
  return to.outcomes.filter(isAboutPair).flatMap((outcome) =>
    (outcome.finding.jobs ?? []).flatMap((job) => {
      const from = boxes.get(job);
      if (from === undefined || from === to || from.role !== 'build') return [];
      return [{ from, to, kind: 'merge', state: stateBy(outcome), outcome } as const];
    }),
  );
}

/** The worst finding about both boxes that is about how they fit together. */
const between = (from: PictureNode, to: PictureNode): Outcome | undefined =>
  to.outcomes.find((outcome) => isAboutPair(outcome) && from.outcomes.includes(outcome));

/** Groups of rules that speak about a build and a merge as a pair. */
const pairGroups: ReadonlySet<string> = new Set(['coverage', 'merge', 'reference', 'attestation']);

/** Whether a finding is about how a build and a merge fit together. */
export const isAboutPair = ({ rule }: Outcome): boolean => rule !== undefined && pairGroups.has(rule.group);

/** Whether one place lies in another one. */
export const isWithin = (place: Outcome['finding']['at'], whole: Outcome['finding']['at']): boolean =>
  place.file === whole.file && whole.start <= place.start && place.end <= whole.end;

function needsEdges(to: PictureNode, boxes: Boxes): readonly PictureEdge[] {
  const needed = to.jobs.flatMap(({ needs }) =>
    needs.by === 'list' ? needs.needs.items.flatMap((need) => need.jobs) : [],
  );
  return [...new Set(needed.flatMap((job) => boxes.get(job) ?? []))]
    .filter((from) => from !== to)
    .map((from) => ({ from, to, kind: 'needs', state: 'sound' }));
}

/** One line between two boxes: the first of the worst state. */
function withoutRepetitions(edges: readonly PictureEdge[]): readonly PictureEdge[] {
  const ranks = ['broken', 'doubtful', 'sound'];
  const byEnds = [...groupBy(edges, ({ from }) => from).values()].flatMap((same) => [
    ...groupBy(same, ({ to }) => to).values(),
  ]);
  return byEnds.flatMap((same) =>
    same.toSorted((one, other) => ranks.indexOf(one.state) - ranks.indexOf(other.state)).slice(0, 1),
  );
}

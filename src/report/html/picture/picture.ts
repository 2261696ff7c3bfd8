import type { Job, Pipeline, Project } from '../../../rule/index.ts';
import { counted } from '../../wording.ts';
import { html, type Markup } from '../markup.ts';
import type { Outcome } from '../outcome.ts';
import { type Column, columnsOf } from './columns.ts';
import { edgesOf } from './edges.ts';
import { layoutOf } from './layout.ts';
import { missingParts } from './missing.ts';
import { isAboutImage, type PictureEdge, type PictureNode } from './node.ts';
import { nodesOf } from './nodes.ts';
import { svgOf } from './svg.ts';

/** The pipelines of a project, and what was found. */
export interface Pictured {
  readonly project: Project;
  readonly found: ReadonlyMap<Job, readonly Outcome[]>;
}

/** The picture of one pipeline, to be scrolled where it is wider than the page. */
export function pictureOf(pipeline: Pipeline, { project, found }: Pictured): Markup {
  const jobs = pipeline.jobs.items.filter(({ canRun }) => canRun.is !== 'no');
  const ofJobs = nodesOf(jobs, project, found);
  const missing = missingParts(ofJobs, project);
  const nodes = [...ofJobs, ...missing.map(({ node }) => node)];
  const edges = [...edgesOf(ofJobs, project), ...missing.map(({ edge }) => edge)];
  const columns = columnsOf(nodes, edges);
  const shown = shownEdges(edges, columns);
  const label = `Pipeline of ${pipeline.root.path}: ${counted(jobs.length, 'job')}`;
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${svgOf(layoutOf(columns, shown), shown, label)}</div>`;
}

/** More lines than this would be a knot; those of jobs that make no image are left out then. */
const mostNeeds = 40;

/** The lines that tell something: not those within a column, which joins what waits for each other, and not too many. */
function shownEdges(edges: readonly PictureEdge[], columns: readonly Column[]): readonly PictureEdge[] {
  const places = new Map(columns.flatMap(({ nodes }, index) => nodes.map((node) => [node, index] as const)));
  const placeOf = (node: PictureNode): number => places.get(node) ?? 0;
  const told = edges.filter(({ kind, from, to }) => kind === 'merge' || placeOf(from) < placeOf(to));
  if (told.filter(({ kind }) => kind === 'needs').length <= mostNeeds) return told;
  return told.filter(({ kind, from, to }) => kind === 'merge' || (isAboutImage(from) && isAboutImage(to)));
}

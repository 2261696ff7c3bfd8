import type { Job, Pipeline, Project } from '../../../rule/index.ts';
import { counted } from '../../wording.ts';
import { html, type Markup } from '../markup.ts';
import type { Outcome } from '../outcome.ts';
import { columnsOf } from './columns.ts';
import { edgesOf } from './edges.ts';
import { layoutOf } from './layout.ts';
import { missingParts } from './missing.ts';
import type { PictureEdge } from './node.ts';
import { nodesOf } from './nodes.ts';
import { svgOf } from './svg.ts';

/** The pipelines of a project, and what was found. */
export interface Pictured {
  readonly project: Project;
  readonly found: ReadonlyMap<Job, readonly Outcome[]>;
}

/** More lines than this would be a knot; those that only say who waits for whom are left out then. */
const mostNeeds = 120;

/** The picture of one pipeline, to be scrolled where it is wider than the page. */
export function pictureOf(pipeline: Pipeline, { project, found }: Pictured): Markup {
  const jobs = pipeline.jobs.items.filter(({ canRun }) => canRun.is !== 'no');
  const ofJobs = nodesOf(jobs, project, found);
  const missing = missingParts(ofJobs, project);
  const nodes = [...ofJobs, ...missing.map(({ node }) => node)];
  const edges = shownEdges([...edgesOf(ofJobs, project), ...missing.map(({ edge }) => edge)]);
  const label = `Pipeline of ${pipeline.root.path}: ${counted(jobs.length, 'job')}`;
  return html`<div class="scroll" role="region" aria-label="${label}" tabindex="0">${svgOf(layoutOf(columnsOf(nodes, edges), edges), edges, label)}</div>`;
}

function shownEdges(edges: readonly PictureEdge[]): readonly PictureEdge[] {
  const needs = edges.filter(({ kind }) => kind === 'needs');
  return needs.length <= mostNeeds
    ? edges
    : edges.filter(({ kind, from, to }) => kind === 'merge' || makes(from) || makes(to));
}

const makes = ({ role }: PictureEdge['from']): boolean => role !== 'other';

import { counted, labelOf } from '../../wording.ts';
import { html, type Markup } from '../markup.ts';
import type { Outcome } from '../outcome.ts';
import { cutTo } from './cut.ts';
import { type Layout, type PlacedLane, type PlacedNode, size } from './layout.ts';
import type { PictureEdge, PictureNode } from './node.ts';

/** Draws the picture. Everything that a finding is about links to it. */
export function svgOf(layout: Layout, edges: readonly PictureEdge[], label: string): Markup {
  const places = new Map(layout.nodes.map((placed) => [placed.node, placed]));
  const lines = edges.toSorted((one, other) => depth(one) - depth(other));
  return html`<svg class="picture" width="${layout.width}" height="${layout.height}" viewBox="0 0 ${layout.width} ${layout.height}" role="group" aria-label="${label}">
${layout.lanes.map((lane) => laneOf(lane, layout.width))}
${layout.heads.map(({ title, x }) => html`<text class="head" x="${x}" y="22">${cutTo(title, 30)}</text>`)}
${lines.map((edge) => lineOf(edge, places))}
${layout.nodes.map(boxOf)}
</svg>`;
}

/** What is drawn first lies below. */
const depth = ({ kind, state }: PictureEdge): number =>
  kind === 'needs' ? 0 : ['sound', 'doubtful', 'broken'].indexOf(state) + 1;

const laneOf = ({ lane, y, height, names }: PlacedLane, width: number): Markup =>
  html`<rect class="lane ${lane.kind}" x="0" y="${y}" width="${width}" height="${height}" rx="8"/>${names.map(
    (x) => html`<text class="lane-name" x="${x}" y="${y + 18}">${cutTo(lane.title, 38)}</text>`,
  )}`;

function lineOf(edge: PictureEdge, places: ReadonlyMap<PictureNode, PlacedNode>): Markup {
  const from = places.get(edge.from);
  const to = places.get(edge.to);
  if (from === undefined || to === undefined) return html``;
  const path = pathOf(from, to);
  const line = html`<path class="edge ${edge.kind} ${edge.state}" d="${path}"/>${arrowOf(edge, from, to)}`;
  if (edge.outcome === undefined) return line;
  const { finding, anchor } = edge.outcome;
  const label = `${edge.from.title} to ${edge.to.title}: ${finding.message}`;
  // A wide line that nobody sees makes the thin one easy to hit.
  return html`<a class="wire" href="#${anchor}" aria-label="${label}"><title>${label}</title><path class="reach" d="${path}"/>${line}</a>`;
}

function pathOf(from: PlacedNode, to: PlacedNode): string {
  const [x1, y1] = [from.x + size.box, from.y + from.height / 2];
  const [x2, y2] = [to.x - 6, to.y + to.height / 2];
  if (x2 > x1) {
    const bend = Math.min(Math.max((x2 - x1) / 2, 24), 90);
    return `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`;
  }
  // Within a column, or backwards: round the right side.
  const right = Math.max(from.x, to.x) + size.box;
  return `M${x1} ${y1}C${right + 40} ${y1} ${right + 40} ${y2} ${to.x + size.box + 6} ${y2}`;
}

/** The end of a line: at the left of a box, or at its right for a line that comes round from there. */
function arrowOf({ kind, state }: PictureEdge, from: PlacedNode, to: PlacedNode): Markup {
  const y = to.y + to.height / 2;
  const d = to.x > from.x ? `M${to.x - 7} ${y - 4}l7 4l-7 4z` : `M${to.x + size.box + 7} ${y - 4}l-7 4l7 4z`;
  return html`<path class="arrow ${kind} ${state}" d="${d}"/>`;
}

/** A box; a link to the worst finding about it, if there is one. */
function boxOf(placed: PlacedNode): Markup {
  const { node } = placed;
  const [worst] = node.outcomes;
  const label = labelFor(node);
  const shown = html`<title>${label}</title>${shapeOf(placed)}`;
  if (worst === undefined) return html`<g class="box ${node.role}">${shown}</g>`;
  return html`<a class="box ${node.role} ${labelOf(worst.finding)}" href="#${worst.anchor}" aria-label="${label}"${jobAttribute(node)}>${shown}${badgeOf(placed, node.outcomes)}</a>`;
}

/** The name by which the script shows the findings about one job. */
const jobAttribute = ({ jobs }: PictureNode): Markup => {
  const names = [...new Set(jobs.map(({ definition }) => definition.name))];
  return names.length === 1 ? html` data-job="${names[0]}"` : html``;
};

function labelFor(node: PictureNode): string {
  const found =
    node.outcomes.length === 0
      ? ''
      : `; ${counted(node.outcomes.length, 'finding')}: ${node.outcomes[0]?.finding.message ?? ''}`;
  const details = node.details.filter((detail) => detail !== '');
  const stage = node.stage.name === '' ? [] : [`stage ${node.stage.name}`];
  return [node.title, ...details, ...stage].join(', ') + found;
}

function shapeOf({ node, x, y, height }: PlacedNode): Markup {
  const details = node.details.filter((detail) => detail !== '');
  const left = x + size.padding + 6;
  const top = y + size.padding + 13;
  const hasBadge = node.outcomes.length > 0;
  return html`<rect class="shape" x="${x}" y="${y}" width="${size.box}" height="${height}" rx="6"/><rect class="stripe" x="${x}" y="${y}" width="5" height="${height}" rx="2.5"/><text class="name" x="${left}" y="${top}">${cutTo(node.title, hasBadge ? 23 : 27)}</text>${details.map(
    (detail, index) =>
      html`<text class="detail" x="${left}" y="${top + (index + 1) * size.detail + 1}">${cutTo(detail, 33)}</text>`,
  )}`;
}

/** How many findings there are about a box. */
function badgeOf({ x, y }: PlacedNode, outcomes: readonly Outcome[]): Markup {
  const text = outcomes.length > 99 ? '99+' : String(outcomes.length);
  const width = 12 + 7 * text.length;
  const left = x + size.box - width - 6;
  return html`<rect class="badge" x="${left}" y="${y + 7}" width="${width}" height="18" rx="9"/><text class="count" x="${left + width / 2}" y="${y + 20}">${text}</text>`;
}

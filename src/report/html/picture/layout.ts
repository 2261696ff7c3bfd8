import type { Column } from './columns.ts';
import type { Lane, PictureEdge, PictureNode } from './node.ts';

/** Lengths of the picture, in pixels. */
export const size = {
  box: 232,
  title: 18,
  detail: 15,
  padding: 9,
  betweenBoxes: 12,
  betweenColumns: 72,
  laneHead: 26,
  lanePadding: 12,
  betweenLanes: 8,
  head: 34,
  edge: 16,
} as const;

/** A box with its place. */
export interface PlacedNode {
  readonly node: PictureNode;
  readonly x: number;
  readonly y: number;
  readonly height: number;
}

/** A row with its place; it is as wide as the picture. */
export interface PlacedLane {
  readonly lane: Lane;
  readonly y: number;
  readonly height: number;
  /** Where its name stands: above its boxes, so that it is seen wherever one looks, and at the left edge. */
  readonly names: readonly number[];
}

/** The picture with all places. */
export interface Layout {
  readonly width: number;
  readonly height: number;
  readonly heads: readonly { readonly title: string; readonly x: number }[];
  readonly lanes: readonly PlacedLane[];
  readonly nodes: readonly PlacedNode[];
}

/** Puts boxes at the crossings of columns and lanes, those of one crossing below each other. */
export function layoutOf(columns: readonly Column[], edges: readonly PictureEdge[]): Layout {
  const order = placesAlongEdges(columns, edges);
  const grid = columns.map(({ nodes }) => nodes.toSorted((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)));
  const nodes: PlacedNode[] = [];
  const placedLanes: PlacedLane[] = [];
  let y = size.head;
  for (const lane of lanesOf(columns)) {
    const placed = grid.flatMap((column, index) =>
      stacked(
        column.filter((node) => isIn(node, lane)),
        index,
        y,
      ),
    );
    const end = Math.max(...placed.map((one) => one.y + one.height)) + size.lanePadding;
    nodes.push(...placed);
    placedLanes.push({ lane, y, height: end - y, names: [...new Set([size.edge, ...placed.map(({ x }) => x)])] });
    y = end + size.betweenLanes;
  }
  return {
    width: 2 * size.edge + columns.length * (size.box + size.betweenColumns) - size.betweenColumns,
    height: y,
    heads: columns.flatMap(({ title }, index) => (title === '' ? [] : [{ title, x: xOf(index) }])),
    lanes: placedLanes,
    nodes,
  };
}

const xOf = (column: number): number => size.edge + column * (size.box + size.betweenColumns);

const isIn = (node: PictureNode, lane: Lane): boolean => node.lane.kind === lane.kind && node.lane.title === lane.title;

function stacked(nodes: readonly PictureNode[], column: number, top: number): readonly PlacedNode[] {
  let y = top + size.laneHead;
  return nodes.map((node) => {
    const height = heightOf(node);
    const placed = { node, x: xOf(column), y, height };
    y += height + size.betweenBoxes;
    return placed;
  });
}

const heightOf = ({ details }: PictureNode): number =>
  2 * size.padding + size.title + details.filter((detail) => detail !== '').length * size.detail;

const kinds = ['platform', 'several', 'unknown', 'index', 'doubt', 'other'];
/** Platforms that come before the others, because most images have them. */
const usual = ['linux/amd64', 'linux/arm64'];

/** The lanes from top to bottom: one per platform, what is joined of them, and what has nothing to do with images. */
function lanesOf(columns: readonly Column[]): readonly Lane[] {
  const lanes = new Map(
    columns.flatMap(({ nodes }) => nodes.map(({ lane }) => [`${lane.kind} ${lane.title}`, lane] as const)),
  );
  return [...lanes.values()].sort((one, other) => {
    const byKind = kinds.indexOf(one.kind) - kinds.indexOf(other.kind);
    return byKind === 0 ? laneKey(one) - laneKey(other) || (one.title < other.title ? -1 : 1) : byKind;
  });
}

const laneKey = ({ title }: Lane): number => (usual.includes(title) ? usual.indexOf(title) : usual.length);

/**
 * An order of boxes that keeps lines from crossing: by what they lead to, so that the parts of one image stand in one
 * order in all lanes.
 */
function placesAlongEdges(columns: readonly Column[], edges: readonly PictureEdge[]): ReadonlyMap<PictureNode, number> {
  const all = columns.flatMap(({ nodes }) => nodes);
  const places = new Map(all.map((node, index) => [node, index]));
  const ends = new Map<PictureNode, number>();
  for (const { from, to, kind } of edges) {
    if (kind === 'merge') ends.set(from, Math.min(ends.get(from) ?? Number.POSITIVE_INFINITY, places.get(to) ?? 0));
  }
  return new Map(
    all.map((node, index) => [node, (ends.get(node) ?? places.get(node) ?? 0) + index / (all.length + 1)]),
  );
}

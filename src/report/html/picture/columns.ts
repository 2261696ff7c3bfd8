import { isAboutImage, type PictureEdge, type PictureNode, type Stage } from './node.ts';

/**
 * A column of the picture: a stage, the part of one whose jobs wait for those of the part before, or several stages in
 * which nothing is made.
 */
export interface Column {
  /** The name of its stage, or of several ones; empty for what is not the first column of its stage, and without stages. */
  readonly title: string;
  readonly nodes: readonly PictureNode[];
}

/** The part of a stage at one depth: 0 for what waits for nothing in it. */
interface Part {
  readonly stage: Stage;
  readonly depth: number;
  readonly nodes: readonly PictureNode[];
}

/** Jobs that wait for each other in one stage, more deeply than this, share a column. */
const deepest = 12;

/**
 * The boxes in columns, by stage and, within a stage, by the longest way through what they wait for. Stages that follow
 * each other and make no image share a column, unless none makes any.
 */
export function columnsOf(nodes: readonly PictureNode[], edges: readonly PictureEdge[]): readonly Column[] {
  const parts = partsOf(nodes, edges);
  const making = new Set(nodes.filter(isAboutImage).map(({ stage }) => stage.place));
  const runs: Part[][] = [];
  for (const part of parts) {
    const last = runs.at(-1);
    const isIdle = [part, ...(last ?? [])].every(({ stage }) => !making.has(stage.place));
    if (last !== undefined && isIdle && making.size > 0) last.push(part);
    else runs.push([part]);
  }
  return runs.map(columnOf);
}

function columnOf(parts: readonly Part[]): Column {
  const nodes = parts.flatMap((part) => part.nodes);
  const names = [...new Set(parts.map(({ stage }) => stage.name))];
  const [first = ''] = names;
  if (names.length > 1) return { title: `${first} … ${names.at(-1) ?? ''}`, nodes };
  return { title: parts.some(({ depth }) => depth === 0) ? first : '', nodes };
}

function partsOf(nodes: readonly PictureNode[], edges: readonly PictureEdge[]): readonly Part[] {
  const depths = depthsOf(nodes, edges);
  const columns = new Map<string, PictureNode[]>();
  for (const node of nodes) {
    const key = `${String(node.stage.place)} ${node.stage.name} ${String(depths.get(node) ?? 0)}`;
    columns.set(key, [...(columns.get(key) ?? []), node]);
  }
  return [...columns.values()]
    .flatMap((ofColumn) => {
      const [first] = ofColumn;
      return first === undefined ? [] : [{ stage: first.stage, depth: depths.get(first) ?? 0, nodes: ofColumn }];
    })
    .sort(byPlace);
}

function byPlace(one: Part, other: Part): number {
  if (one.stage.place !== other.stage.place) return one.stage.place - other.stage.place;
  if (one.stage.name !== other.stage.name) return one.stage.name < other.stage.name ? -1 : 1;
  return one.depth - other.depth;
}

function depthsOf(nodes: readonly PictureNode[], edges: readonly PictureEdge[]): ReadonlyMap<PictureNode, number> {
  const depths = new Map(nodes.map((node) => [node, 0]));
  const within = edges.filter(({ from, to }) => isOneStage(from, to) && !isFolded(from) && !isFolded(to));
  // As many rounds as there are columns: every way is as long as it gets, and circles end.
  for (let round = 0; round < deepest; round++) {
    let isChanged = false;
    for (const { from, to } of within) {
      const depth = Math.min((depths.get(from) ?? 0) + 1, deepest);
      if (depth <= (depths.get(to) ?? 0)) continue;
      depths.set(to, depth);
      isChanged = true;
    }
    if (!isChanged) break;
  }
  return depths;
}

const isOneStage = (one: PictureNode, other: PictureNode): boolean =>
  one.stage.place === other.stage.place && one.stage.name === other.stage.name;

/** Whether a box stands for jobs of several definitions, which may wait for each other. */
const isFolded = ({ jobs }: PictureNode): boolean => new Set(jobs.map(({ definition }) => definition)).size > 1;

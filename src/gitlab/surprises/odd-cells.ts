import type { JobDefinition } from '../../model/pipeline/job.ts';
import type { EmptyMatrix, EqualCells } from '../../model/surprise.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';
import { readScript } from '../fields/scripts.ts';
import type { JobEntry } from '../jobs/job-entry.ts';
import { type Cell, cellsOf, instanceName } from '../jobs/matrix.ts';
import { isMapping, isSequence } from '../yaml-access.ts';

/** What the matrix of a job holds that gives no job, or one that another takes the place of. */
export function oddCells(entry: JobEntry, definition: JobDefinition): readonly (EmptyMatrix | EqualCells)[] {
  const parallel = entry.keyword('parallel');
  const value = parallel.is === 'set' ? parallel.value.value : undefined;
  const matrix = isMapping(value) ? value.entries.get('matrix') : undefined;
  if (matrix === undefined) return [];
  const { cells, openTo } = cellsOf(matrix.value);
  if (openTo.length > 0) return [];
  const script = readScript(entry).items;
  const at = matrix.value.kind === 'null' ? matrix.key.span : matrix.value.span;
  const empty = emptyLists(matrix.value, at).map(
    (list): EmptyMatrix => ({ kind: 'empty-matrix', ...list, leavesSome: cells.length > 0, script, definition }),
  );
  return [...empty, ...equalCells(entry.name, cells).map((pair): EqualCells => ({ ...pair, definition }))];
}

/** The empty lists, each once for its entry; the matrix itself if it is empty. */
function emptyLists(matrix: YamlValue, at: EmptyMatrix['at']): readonly Pick<EmptyMatrix, 'at' | 'variable'>[] {
  if (matrix.kind !== 'sequence' || matrix.items.length === 0) return [{ at }];
  return matrix.items.filter(isMapping).flatMap(({ entries }) => {
    const empty = [...entries].find(([, { value }]) => isSequence(value) && value.items.length === 0);
    return empty === undefined ? [] : [{ at: empty[1].value.span, variable: empty[0] }];
  });
}

type Pair = Omit<EqualCells, 'definition'>;

/** Cells that give jobs of one name, told once for each value that was written twice. */
function equalCells(job: string, cells: readonly Cell[]): readonly Pair[] {
  const byName = new Map<string, Cell>();
  const pairs = new Map<number, Pair>();
  for (const cell of cells) {
    const name = instanceName(job, cell);
    const earlier = byName.get(name);
    const pair = earlier === undefined ? undefined : pairOf(name, earlier, cell);
    if (pair !== undefined && !pairs.has(pair.at.start)) pairs.set(pair.at.start, pair);
    byName.set(name, cell);
  }
  return [...pairs.values()];
}

function pairOf(name: string, earlier: Cell, cell: Cell): Pair | undefined {
  const index = Math.max(
    0,
    cell.findIndex(({ span }, at) => span.start !== earlier[at]?.span.start),
  );
  const [before, own] = [earlier[index], cell[index]];
  if (before === undefined || own === undefined) return undefined;
  const differs =
    earlier.length !== cell.length ||
    cell.some((value, at) => value.name !== earlier[at]?.name || value.text.text !== earlier[at].text.text);
  return { kind: 'equal-cells', name, at: own.span, earlier: before.span, differs };
}

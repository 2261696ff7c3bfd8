import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlValue } from '../../syntax/yaml-value.ts';
import { type Cause, no, yes } from '../../value/index.ts';
import type { Contexts, GithubValue } from '../expression/github-value.ts';
import { shownValues } from './cell-name.ts';
import { type Unknowns, unknownValue } from './cell-values.ts';
import { type Combination, type Combinations, combinationsOf } from './combine.ts';
import type { MatrixCell, MatrixExpansion } from './matrix-cell.ts';
import { entriesOf, type PlacedEntry, type PlacedValue, placedValue } from './placed-value.ts';
import { readMatrix } from './read-matrix.ts';
import { type Settings, settingsOf, strategyContext } from './strategy-context.ts';

/** Most jobs of one matrix. Source: docs.github.com/actions/how-tos/write-workflows/choose-what-workflows-do/run-job-variations. */
const mostJobs = 256;

/**
 * The jobs that a job with this `strategy` stands for. What the run decides is not empty: an axis whose values are not known
 * has one value that is not known, and a matrix that is not known has one cell of which nothing is.
 */
export function expandMatrix(strategy: YamlValue | undefined, contexts: Contexts): MatrixExpansion {
  if (strategy === undefined || strategy.kind === 'null') return withoutMatrix([]);
  const placed = placedValue(strategy, contexts);
  const entries = entriesOf(placed);
  const matrix = entries.find(({ name }) => name === 'matrix');
  const settings = settingsOf(entries);
  const hidden = hiddenIn(placed) ?? (matrix === undefined ? undefined : hiddenIn(matrix));
  if (hidden !== undefined) return unknownMatrix(hidden, settings, { strategy: strategy.span });
  if (placed.value.is !== 'object') return refused([notMapping(strategy.span)], settings);
  if (matrix === undefined) return withoutMatrix([]);
  if (matrix.value.is !== 'object') return refused([notMapping(matrix.span)], settings);
  return expanded(matrix, settings, { strategy: strategy.span });
}

/** The cell of a job without a matrix; GitHub takes a matrix of which everything is excluded for none. */
function withoutMatrix(rejections: readonly Rejection[]): MatrixExpansion {
  const cell: MatrixCell = { values: new Map(), display: [], exists: yes, strategy: new Map() };
  return { hasMatrix: false, cells: [cell], openTo: [], failFast: no, rejections };
}

/** Why an object, or what an expression makes of it, is not known as a whole. */
function hiddenIn({ value, span }: PlacedValue): Cause | undefined {
  if (value.is === 'hidden') return value.hole.cause;
  const inserted = value.is === 'object' ? value.object.rest?.('', span) : undefined;
  return inserted?.is === 'hidden' ? inserted.hole.cause : undefined;
}

function unknownMatrix(cause: Cause, settings: Settings, unknowns: Unknowns): MatrixExpansion {
  const rest = (name: string): GithubValue => unknownValue(name, cause, unknowns);
  const strategy = strategyContext(settings, { index: 0, total: undefined, cause });
  const cell: MatrixCell = { values: new Map(), rest, display: [], exists: yes, strategy };
  return { hasMatrix: true, cells: [cell], openTo: [cause], failFast: settings.failFast, rejections: [] };
}

const notMapping = (at: Span): Rejection => ({ kind: 'entry', message: 'A mapping was expected', at });

/** No job, since GitHub refuses the matrix. */
function refused(rejections: readonly Rejection[], { failFast }: Settings): MatrixExpansion {
  const openTo = rejections.map(({ message, at }): Cause => {
    return { kind: 'syntax', because: `GitHub refuses the matrix: ${message}`, at };
  });
  return { hasMatrix: true, cells: [], openTo, failFast, rejections };
}

function expanded(placed: PlacedEntry, settings: Settings, unknowns: Unknowns): MatrixExpansion {
  const matrix = readMatrix(placed, unknowns);
  const [refusal] = matrix.rejections;
  if (matrix.axes.length === 0 && matrix.include.items.length === 0) {
    const [cause] = matrix.openTo;
    if (cause !== undefined && refusal === undefined) return unknownMatrix(cause, settings, unknowns);
    return refused(matrix.rejections, settings);
  }
  const combinations = combinationsOf(matrix, unknowns);
  if (combinations === undefined || combinations.items.length > mostJobs) return refused([tooMany(placed)], settings);
  if (combinations.items.length === 0) return withoutMatrix(matrix.rejections);
  const openTo = [...matrix.openTo, ...combinations.openTo];
  const cells = cellsOf({ items: combinations.items, openTo }, matrix.include.openTo, settings, unknowns);
  return { hasMatrix: true, cells, openTo, failFast: settings.failFast, rejections: matrix.rejections };
}

const tooMany = ({ key }: PlacedEntry): Rejection => ({
  kind: 'limit',
  message: `The matrix generates more than ${String(mostJobs)} jobs`,
  at: key,
});

/** `unseen` says why there may be entries of `include` that add to any combination. */
function cellsOf(
  { items, openTo }: Combinations,
  unseen: readonly Cause[],
  settings: Settings,
  unknowns: Unknowns,
): readonly MatrixCell[] {
  const doubts = [...openTo, ...items.flatMap(({ exists }) => (exists.is === 'unknown' ? exists.causes : []))];
  const [cause] = doubts;
  const [hidden] = unseen;
  return items.map(
    ({ named, values, exists, isIncluded }: Combination, index): MatrixCell => ({
      values: new Map([...values.values()].map((entry) => [entry.name, entry])),
      ...(hidden === undefined || isIncluded ? {} : { rest: (name: string) => unknownValue(name, hidden, unknowns) }),
      display: shownValues(named),
      exists,
      strategy: strategyContext(settings, { index, total: cause === undefined ? items.length : undefined, cause }),
    }),
  );
}

import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { Span } from '../../source/source-file.ts';
import type { YamlMapping, YamlValue } from '../../syntax/yaml-value.ts';
import { type Cause, onceFor } from '../../value/index.ts';
import { causeOfRules, readRules } from '../fields/rules.ts';
import { causeOfReference, causeOfWrongType } from '../unread-reference.ts';
import { flatItems, isMapping, isScalar, isString, scalarText, valueAt } from '../yaml-access.ts';
import type { JobEntry } from './job-entry.ts';
import { cellsOf, instanceName, matrixOf } from './matrix.ts';

/** An entry of `needs` before names are looked up. */
export interface WrittenNeed {
  /** The job's name, or the name of the pipeline or project for a need that names no job. */
  readonly name: string;
  /** The instances that a matrix selection spells; they count only if the job is parallel. */
  readonly selected?: readonly string[];
  readonly isOptional: boolean;
  readonly takesArtifacts: boolean;
  /** The value of `artifacts`. */
  readonly artifactsAt?: Span;
  readonly isElsewhere: boolean;
  readonly span: Span;
}

/** `needs` as written. */
export type WrittenNeeds =
  | { readonly by: 'stage' }
  | { readonly by: 'unknown'; readonly causes: readonly Cause[] }
  | {
      readonly by: 'list';
      readonly needs: readonly WrittenNeed[];
      readonly openTo: readonly Cause[];
      readonly span: Span;
      readonly rejections: readonly Rejection[];
    };

/** The variables that `$[[ matrix.X ]]` reads; `undefined` in a pipeline without `parallel`, where it means nothing. */
export type MatrixValues = ReadonlyMap<string, string> | undefined;

/**
 * The needs of one instance: `own`, unless its rules may replace them.
 * Source: GitLab `lib/gitlab/ci/config/entry/{needs,need}.rb`, `lib/gitlab/ci/config/normalizer.rb`.
 */
export function readNeeds(job: JobEntry, own: WrittenNeeds): WrittenNeeds {
  const rule = readRules(job)?.items.find(({ block, when }) => when !== 'never' && block.entries.has('needs'));
  return rule === undefined ? own : { by: 'unknown', causes: [causeOfRules(rule.span)] };
}

/** The needs as the job itself writes them, whatever its rules put in their place. */
export function readOwnNeeds(job: JobEntry, matrix: MatrixValues): WrittenNeeds {
  const field = job.keyword('needs');
  if (field.is === 'unset') return { by: 'stage' };
  if (field.is === 'unknown') return { by: 'unknown', causes: field.causes };
  const { key, value } = field.value;
  if (value.kind === 'reference') return { by: 'unknown', causes: [causeOfReference(value)] };
  if (value.kind !== 'sequence' && value.kind !== 'mapping')
    return { by: 'unknown', causes: [causeOfWrongType('needs', value.span)] };
  const reading: Reading = { needs: [], openTo: [], rejections: [], job: job.name, matrix };
  for (const item of flatItems(value)) readItem(item, reading);
  return { by: 'list', needs: reading.needs, openTo: reading.openTo, rejections: reading.rejections, span: key.span };
}

/** The needs that each rule of a job puts in place of its own. */
export const readRuleNeeds: (job: JobEntry) => readonly (readonly WrittenNeed[])[] = onceFor((job) =>
  (readRules(job)?.items ?? []).flatMap(({ block }) => {
    const value = valueAt(block, 'needs');
    if (value === undefined || (!isMapping(value) && value.kind !== 'sequence')) return [];
    const reading: Reading = { needs: [], openTo: [], rejections: [], job: job.name, matrix: undefined };
    for (const item of flatItems(value)) readItem(item, reading);
    return [reading.needs];
  }),
);

interface Reading {
  readonly needs: WrittenNeed[];
  readonly openTo: Cause[];
  readonly rejections: Rejection[];
  readonly job: string;
  readonly matrix: MatrixValues;
}

/** Empty items count for nothing. */
function readItem(item: YamlValue, reading: Reading): void {
  if (item.kind === 'null') return;
  const plain = { isOptional: false, takesArtifacts: true, isElsewhere: false, span: item.span };
  if (item.kind === 'reference') reading.openTo.push(causeOfReference(item));
  else if (isString(item)) reading.needs.push({ ...plain, name: interpolate(item.value, item.span, reading) });
  else if (isMapping(item)) readDetailed(item, reading);
  else reading.openTo.push(causeOfWrongType('needs', item.span));
}

function readDetailed(item: YamlMapping, reading: Reading): void {
  const job = textAt(item, 'job', reading);
  const elsewhere = textAt(item, 'pipeline', reading) ?? textAt(item, 'project', reading);
  const name = job?.name ?? elsewhere?.name;
  if (name === undefined) {
    reading.openTo.push(causeOfWrongType('needs', item.span));
    return;
  }
  const selected = elsewhere === undefined ? selectionOf(item, name, reading) : undefined;
  const artifacts = valueAt(item, 'artifacts');
  reading.needs.push({
    name,
    ...(artifacts === undefined ? {} : { artifactsAt: artifacts.span }),
    ...(selected === undefined ? {} : { selected }),
    isOptional: isTrue(valueAt(item, 'optional'), false),
    takesArtifacts: isTrue(artifacts, true),
    isElsewhere: elsewhere !== undefined,
    span: (job ?? elsewhere)?.span ?? item.span,
  });
}

const isTrue = (value: YamlValue | undefined, otherwise: boolean): boolean =>
  value?.kind === 'boolean' ? value.value : otherwise;

function textAt(item: YamlMapping, key: string, reading: Reading): { name: string; span: Span } | undefined {
  const value = valueAt(item, key);
  if (value === undefined || !isScalar(value)) return undefined;
  return { name: interpolate(scalarText(value).text, value.span, reading), span: value.span };
}

/** The instances that `parallel:matrix` of a need names, in the order of its own keys. */
function selectionOf(item: YamlMapping, job: string, reading: Reading): readonly string[] | undefined {
  const matrix = matrixOf(valueAt(item, 'parallel'));
  if (matrix === undefined) return undefined;
  const { cells, openTo } = cellsOf(matrix);
  for (const cause of openTo) reading.openTo.push(cause);
  if (openTo.length > 0) return undefined;
  return cells.map((cell) => interpolate(instanceName(job, cell), item.span, reading));
}

const expression = /\$\[\[\s*matrix\.([a-zA-Z0-9_-]+)\s*\]\]/g;

/** Source: GitLab `lib/gitlab/ci/config/interpolation/matrix_interpolator.rb`. */
function interpolate(text: string, at: Span, { matrix, job, rejections }: Reading): string {
  if (matrix === undefined || !text.includes('$[[')) return text;
  return text.replace(expression, (written: string, name: string) => {
    const value = matrix.get(name);
    if (value === undefined) {
      const message = `${job} job: '${name}' does not exist in matrix configuration`;
      rejections.push({ kind: 'undefined-need', message, at });
    }
    return value ?? written;
  });
}

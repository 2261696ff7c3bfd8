import type { Rejection } from '../../model/pipeline/pipeline.ts';
import type { Span } from '../../source/source-file.ts';
import { type Cause, type OpenList, open } from '../../value/index.ts';
import type { GithubValue } from '../expression/github-value.ts';
import { shortSymbol } from '../expression/key-of-value.ts';
import { type Unknowns, unknownValue } from './cell-values.ts';
import { type Filter, filterOf } from './filter.ts';
import { entriesOf, itemsOf, type PlacedEntry, type PlacedValue } from './placed-value.ts';

/** A matrix before its values are combined. */
export interface Matrix {
  readonly axes: readonly Axis[];
  /** Open if there may be more entries. */
  readonly exclude: OpenList<Filter>;
  readonly include: OpenList<Inclusion>;
  /** Why there may be more values, or more axes. */
  readonly openTo: readonly Cause[];
  readonly rejections: readonly Rejection[];
}

/** A key of the matrix with its values, at least one. */
export interface Axis {
  readonly name: string;
  readonly key: Span;
  readonly values: readonly PlacedValue[];
}

/** An entry of `include`. */
export interface Inclusion {
  /** The entries that name an axis. */
  readonly asked: readonly PlacedEntry[];
  /** The others. */
  readonly added: readonly PlacedEntry[];
}

/** What reading gathers beside its result. */
interface Notes extends Unknowns {
  readonly openTo: Cause[];
  readonly rejections: Rejection[];
}

/** Reads the mapping under `matrix`. Source: github.com/actions/runner, src/Sdk/WorkflowParser/Conversion/WorkflowTemplateConverter.cs, ConvertToStrategy. */
export function readMatrix(matrix: PlacedValue, unknowns: Unknowns): Matrix {
  const notes: Notes = { ...unknowns, openTo: [], rejections: [] };
  const entries = entriesOf(matrix);
  const axes = entries.filter(({ name }) => !isReserved(name)).flatMap((entry) => axisOf(entry, notes));
  const names = new Set(axes.map(({ name }) => name.toLowerCase()));
  const exclude = excludeOf(entryNamed(entries, 'exclude'), names, notes);
  const include = includeOf(entryNamed(entries, 'include'), names, notes);
  const isEmpty = axes.length === 0 && include.items.length === 0 && notes.openTo.length + include.openTo.length === 0;
  if (isEmpty && notes.rejections.length === 0) refuse('Matrix must define at least one vector', matrix.span, notes);
  return { axes, exclude, include, openTo: [...notes.openTo, ...include.openTo], rejections: notes.rejections };
}

const isReserved = (name: string): boolean => name === 'include' || name === 'exclude';

const entryNamed = (entries: readonly PlacedEntry[], name: string): PlacedEntry | undefined =>
  entries.find((entry) => entry.name === name);

function refuse(message: string, at: Span, { rejections }: Notes): void {
  rejections.push({ kind: 'entry', message, at });
}

/** The axis of a key; none if GitHub refuses it. */
function axisOf(entry: PlacedEntry, notes: Notes): readonly Axis[] {
  const { name, key, value } = entry;
  const causes = value.is === 'hidden' ? [value.hole.cause] : value.is === 'array' ? value.items.openTo : [];
  notes.openTo.push(...causes);
  const values = itemsOf(entry);
  const [cause] = causes;
  if (values.length > 0) return [{ name, key, values }];
  if (cause !== undefined) {
    return [
      { name, key, values: [{ value: itemOf(value, name) ?? unknownValue(name, cause, notes), span: entry.span }] },
    ];
  }
  const isEmpty = value.is === 'array';
  refuse(
    isEmpty ? `Matrix vector '${name}' does not contain any values` : 'A sequence was expected',
    entry.span,
    notes,
  );
  return [];
}

/** An item of a list that is not known: one for all jobs that have the list as the axis of this name, since each has a job for each item. */
function itemOf(list: GithubValue, name: string): GithubValue | undefined {
  if (list.is !== 'hidden') return undefined;
  const symbol = shortSymbol(`matrix.${name.toLowerCase()} of ${list.hole.symbol}`);
  return { is: 'hidden', hole: { symbol, shown: `\${{ matrix.${name} }}`, cause: list.hole.cause } };
}

function excludeOf(entry: PlacedEntry | undefined, axes: ReadonlySet<string>, notes: Notes): OpenList<Filter> {
  const filters: Filter[] = [];
  const { items, openTo } = listOf(entry, notes);
  for (const item of items) {
    const entries = mappingIn(item, 'Matrix exclude filter must not be empty', notes);
    const stranger = entries.find(({ name }) => !axes.has(name.toLowerCase()));
    if (stranger !== undefined) {
      const message = `Matrix exclude key '${stranger.name}' does not match any key within the matrix`;
      refuse(message, stranger.key, notes);
    }
    if (entries.length > 0) filters.push(filterOf(entries));
  }
  return open(filters, ...openTo);
}

function includeOf(entry: PlacedEntry | undefined, axes: ReadonlySet<string>, notes: Notes): OpenList<Inclusion> {
  const { items, openTo } = listOf(entry, notes);
  const inclusions = items.flatMap((item): readonly Inclusion[] => {
    const entries = mappingIn(item, 'Matrix include mapping does not contain any values', notes);
    const isAsked = ({ name }: PlacedEntry): boolean => axes.has(name.toLowerCase());
    if (entries.length === 0) return [];
    return [{ asked: entries.filter(isAsked), added: entries.filter((one) => !isAsked(one)) }];
  });
  return open(inclusions, ...openTo);
}

/** The entries of `include` or `exclude`; those that cannot be seen open the list. */
function listOf(entry: PlacedEntry | undefined, notes: Notes): OpenList<PlacedValue> {
  if (entry === undefined) return open([]);
  const { value } = entry;
  if (value.is === 'hidden') return open([], value.hole.cause);
  if (value.is !== 'array') {
    refuse('A sequence was expected', entry.span, notes);
    return open([]);
  }
  const items = itemsOf(entry);
  const hidden = items.flatMap((item) => (item.value.is === 'hidden' ? [item.value.hole.cause] : []));
  const seen = items.filter((item) => item.value.is !== 'hidden');
  return open(seen, ...value.items.openTo, ...hidden);
}

function mappingIn(item: PlacedValue, whenEmpty: string, notes: Notes): readonly PlacedEntry[] {
  const entries = entriesOf(item);
  if (entries.length === 0) refuse(item.value.is === 'object' ? whenEmpty : 'A mapping was expected', item.span, notes);
  return entries;
}

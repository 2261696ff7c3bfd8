import type { Span } from '../source/source-file.ts';
import type { TomlEntry, TomlTable } from '../syntax/toml-value.ts';
import { type Cause, type Field, hidden, mapField, set, unset } from '../value/index.ts';
import { filledIn } from './template-marks.ts';

/** A table of a runner's configuration, where a template may leave parts out or fill them in. */
export interface Settings {
  /** The entry under a key; unknown where a template decides. */
  entry(key: string): Field<TomlEntry>;
  /** The table under a key, empty if there is none. */
  table(key: string): Settings;
  /** The tables of an array of tables under a key. */
  tables(key: string): readonly Settings[];
  text(key: string): Field<string>;
  flag(key: string): Field<boolean>;
  /** An array of strings; other items are left out. */
  texts(key: string): Field<readonly string[]>;
  /** Whether the key is written. */
  has(key: string): boolean;
  readonly span: Span;
}

/** Reads a TOML table as settings. Values of another type than the one asked for count as not written. */
export function settingsOf(table: TomlTable, conditional: readonly Span[]): Settings {
  const entry = (key: string): Field<TomlEntry> => {
    const found = table.entries.get(key);
    if (found === undefined) return unset;
    const cause = doubt(key, found, conditional);
    return cause === undefined ? set(found) : hidden(cause);
  };
  const written = (key: string): TomlEntry['value'] | undefined => table.entries.get(key)?.value;
  return {
    entry,
    table: (key) => {
      const found = written(key);
      return found?.kind === 'table' ? settingsOf(found, conditional) : noSettings(table.span);
    },
    tables: (key) => {
      const found = written(key);
      const items = found?.kind === 'array' ? found.items : [];
      return items.flatMap((item) => (item.kind === 'table' ? [settingsOf(item, conditional)] : []));
    },
    text: (key) => narrow(entry(key), ({ value }) => (value.kind === 'string' ? value.value : undefined)),
    flag: (key) => narrow(entry(key), ({ value }) => (value.kind === 'boolean' ? value.value === 'true' : undefined)),
    texts: (key) => narrow(entry(key), stringsOf),
    has: (key) => table.entries.has(key),
    span: table.span,
  };
}

const noSettings = (span: Span): Settings => settingsOf({ kind: 'table', entries: new Map(), span }, []);

function narrow<T>(field: Field<TomlEntry>, read: (entry: TomlEntry) => T | undefined): Field<T> {
  const found = mapField(field, read);
  if (found.is !== 'set') return found;
  return found.value === undefined ? unset : set(found.value);
}

function stringsOf({ value }: TomlEntry): readonly string[] | undefined {
  if (value.kind !== 'array') return undefined;
  return value.items.flatMap((item) => (item.kind === 'string' ? [item.value] : []));
}

/** Why the template decides what stands under a key; `undefined` if it does not. */
function doubt(key: string, { span, value }: TomlEntry, conditional: readonly Span[]): Cause | undefined {
  const isOptional = conditional.some(({ start, end }) => start <= span.start && span.end <= end);
  const isFilled = value.kind === 'string' && value.value.includes(filledIn);
  if (!isOptional && !isFilled) return undefined;
  return { kind: 'expression', because: `a template decides on \`${key}\``, at: span };
}

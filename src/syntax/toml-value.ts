import type { Span } from '../source/source-file.ts';

/** A TOML value with its place. */
export type TomlValue = TomlScalar | TomlArray | TomlTable;

/** A value without parts. */
export interface TomlScalar {
  readonly kind: 'string' | 'boolean' | 'number' | 'time';
  /** A string without its quotes, everything else as written. */
  readonly value: string;
  readonly span: Span;
}

/** A list. */
export interface TomlArray {
  readonly kind: 'array';
  readonly items: readonly TomlValue[];
  readonly span: Span;
}

/** A table, also an inline one. */
export interface TomlTable {
  readonly kind: 'table';
  readonly entries: ReadonlyMap<string, TomlEntry>;
  /** From its header or its first key to the end of its last key. */
  readonly span: Span;
}

/** A key with its value. */
export interface TomlEntry {
  readonly value: TomlValue;
  /** Key and value as written: `privileged = true`. */
  readonly span: Span;
}

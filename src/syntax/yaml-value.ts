import type { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';

/**
 * A YAML value as GitLab's parser (Psych, YAML 1.1) or GitHub's reads it: aliases and merge keys are resolved, scalars
 * have their types, and every node keeps the place where it is written, also after templates were merged into jobs.
 */
export type YamlValue = YamlScalar | YamlSequence | YamlMapping | YamlReference;

/** Whose reading of YAML: GitLab's (Psych, YAML 1.1), or the core schema of YAML 1.2, which GitHub follows. */
export type YamlDialect = 'psych' | 'core';

/** A value without parts. */
export type YamlScalar = YamlString | YamlNumber | YamlBoolean | YamlNull;

/** A string, and how it is written. */
export interface YamlString {
  readonly kind: 'string';
  readonly value: string;
  /** Its characters with their places, exact also inside block scalars; folded and escaped ones as near as can be. */
  readonly text: EmbeddedText;
  readonly span: Span;
  /** Ruby's Symbol (`:name`), which GitLab takes for text in most places. */
  readonly isSymbol?: boolean;
  /** Whether it is written in quotes or as a block, so that its type cannot change by another reading. */
  readonly style: 'plain' | 'quoted' | 'literal' | 'folded';
  /** A tag in front of it that is no type of YAML's, as the parser spells it: `!`, `!$CI_COMMIT_TAG`. */
  readonly tag?: string;
}

/** A number, by its value and as written. */
export interface YamlNumber {
  readonly kind: 'integer' | 'float';
  readonly value: number;
  /** As written. */
  readonly source: string;
  readonly span: Span;
}

/** A boolean, by its value and as written: `yes` is true. */
export interface YamlBoolean {
  readonly kind: 'boolean';
  readonly value: boolean;
  readonly source: string;
  readonly span: Span;
}

/** `null`, `~`, or nothing at all. */
export interface YamlNull {
  readonly kind: 'null';
  /** As of a string. */
  readonly tag?: string;
  readonly span: Span;
}

/** A list. */
export interface YamlSequence {
  readonly kind: 'sequence';
  readonly items: readonly YamlValue[];
  readonly span: Span;
}

/** A mapping; of equal keys, the last one counts. */
export interface YamlMapping {
  readonly kind: 'mapping';
  /** By key as GitLab spells it (numbers and booleans too), in the order in which Ruby's Hash keeps them. */
  readonly entries: ReadonlyMap<string, YamlEntry>;
  readonly span: Span;
}

/** A key with its value. */
export interface YamlEntry {
  readonly key: YamlScalar;
  readonly value: YamlValue;
  /** What stood under this key of the same mapping before and is lost without a word. */
  readonly replaces?: ReplacedEntry;
  /** What it takes the place of where mappings were merged: the entry of a template, or of an included file. */
  readonly shadows?: YamlEntry;
}

/** An entry that does not count. */
export interface ReplacedEntry {
  readonly key: YamlScalar;
  readonly value: YamlValue;
  /** Whether the key was written again, or came with a `<<` behind it. */
  readonly how: 'duplicate-key' | 'overwritten-by-merge';
  /** The later key, or the `<<`. */
  readonly by: Span;
}

/** `!reference [job, key, …]`, before it is resolved; or what stands for another value that is not known. */
export interface YamlReference {
  readonly kind: 'reference';
  /** Why it is not known, as a clause; absent for a `!reference`. */
  readonly because?: string;
  /** The content, whatever it is: GitLab refuses all but a list of strings. */
  readonly content: YamlValue;
  readonly span: Span;
}

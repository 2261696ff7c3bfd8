/**
 * A node of YAML's structure, as it is written: aliases, merge keys and types are not resolved. `start` and `end` are the half-open
 * range of UTF-16 offsets in the text that was read, without anchor and tag; a block collection ends behind what follows its
 * last value on that line, and behind the comments that belong to it.
 */
export type WrittenNode = WrittenScalar | WrittenSequence | WrittenMapping | WrittenAlias;

/** What nodes have in common. */
interface Written {
  readonly start: number;
  readonly end: number;
  readonly anchor: string | undefined;
  /** Its tag with the handle resolved, such as `!reference` or `tag:yaml.org,2002:str`. */
  readonly tag: string | undefined;
}

/** A scalar; one that is not written at all is plain and empty. */
export interface WrittenScalar extends Written {
  readonly kind: 'scalar';
  /** Its text with quotes, escapes and line breaks resolved. */
  readonly source: string;
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
}

/** A list. `undefined` stands for an item that only a type of YAML 1.1 makes of what is written. */
export interface WrittenSequence extends Written {
  readonly kind: 'sequence';
  readonly isFlow: boolean;
  readonly items: readonly (WrittenNode | undefined)[];
}

/** A mapping; keys may repeat. */
export interface WrittenMapping extends Written {
  readonly kind: 'mapping';
  readonly pairs: readonly WrittenPair[];
}

/** A key with its value. `undefined` stands for what is not written and has no place. */
export interface WrittenPair {
  readonly key: WrittenNode | undefined;
  readonly value: WrittenNode | undefined;
}

/** `*name`. */
export interface WrittenAlias extends Written {
  readonly kind: 'alias';
  readonly name: string;
}

import {
  Composer,
  isAlias,
  isMap,
  isScalar,
  isSeq,
  Lexer,
  type Node,
  type Pair,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import type { SourceFile, Span } from '../source/source-file.ts';
import { lenient } from './library-yaml/library-options.ts';
import { tokenizeYaml } from './library-yaml/tokens.ts';
import { writtenScalar } from './library-yaml/written-node.ts';
import { readScalar } from './yaml-scalar.ts';
import type { YamlScalar } from './yaml-value.ts';

/** A YAML node as it is written: aliases and merge keys stand for themselves. For those who edit the text. */
export type LayoutNode = LayoutScalar | LayoutSequence | LayoutMapping | LayoutAlias;

/** What nodes have in common. */
interface Written {
  /** The node without its anchor and tag; a block collection ends with its last item, a block scalar with its last line. */
  readonly span: Span;
  readonly anchor?: string;
  readonly tag?: string;
}

/** A scalar; one that is not written at all has an empty span. */
export interface LayoutScalar extends Written {
  readonly kind: 'scalar';
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded';
  readonly value: YamlScalar;
}

/** A list. */
export interface LayoutSequence extends Written {
  readonly kind: 'sequence';
  readonly isFlow: boolean;
  readonly items: readonly LayoutNode[];
}

/** A mapping; keys may repeat. */
export interface LayoutMapping extends Written {
  readonly kind: 'mapping';
  readonly isFlow: boolean;
  readonly pairs: readonly LayoutPair[];
}

/** A key with its value. */
export interface LayoutPair {
  readonly key: LayoutNode;
  readonly value: LayoutNode;
}

/** `*name`. */
export interface LayoutAlias extends Written {
  readonly kind: 'alias';
  readonly name: string;
}

/** The documents of a file as they are written. */
export interface YamlLayout {
  /** The root of every document that has one. */
  readonly roots: readonly LayoutNode[];
  /** The comments in their order, with `#`. */
  readonly comments: readonly string[];
}

const limits = { depth: 100, lexemes: 400_000 };

/** The layout of a YAML file; `undefined` if the library finds an error in it, or if it is too large. Never throws. */
export function readYamlLayout(file: SourceFile): YamlLayout | undefined {
  const base = file.text.startsWith('\uFEFF') ? 1 : 0;
  const read = tokenizeYaml(file.text.slice(base), limits);
  if (read.is === 'too-big') return undefined;
  const documents = [...new Composer(lenient).compose(read.tokens)];
  if (documents.some(({ errors }) => errors.length > 0)) return undefined;
  const roots = documents.flatMap(({ contents }) => (contents === null ? [] : [layoutOf(contents, { file, base })]));
  return { roots, comments: commentsIn(file.text.slice(base)) };
}

/** The lexer puts this before the text of a plain or block scalar, which may begin with `#`. */
const scalarMark = '\u001F';

function commentsIn(text: string): readonly string[] {
  const comments: string[] = [];
  let before = '';
  for (const lexeme of new Lexer().lex(text)) {
    if (lexeme.startsWith('#') && before !== scalarMark) comments.push(lexeme.trimEnd());
    before = lexeme;
  }
  return comments;
}

interface Place {
  readonly file: SourceFile;
  readonly base: number;
}

/** The nesting is bounded by `limits`. */
function layoutOf(node: Node, place: Place): LayoutNode {
  const written = { span: spanOf(node, place), ...propertiesOf(node) };
  if (isAlias(node)) return { kind: 'alias', name: node.source, ...written };
  if (isSeq(node)) return sequenceOf(node, place);
  if (isMap(node)) return mappingOf(node, place);
  if (!isScalar(node)) return emptyAt(written.span);
  const scalar = writtenScalar(node);
  const { value } = readScalar(scalar, written.span);
  return { kind: 'scalar', style: scalar.style, value, ...written };
}

function propertiesOf(node: Node): { readonly anchor?: string; readonly tag?: string } {
  if (isAlias(node)) return {};
  return {
    ...(node.anchor === undefined ? {} : { anchor: node.anchor }),
    ...(node.tag === undefined ? {} : { tag: node.tag }),
  };
}

function sequenceOf(node: YAMLSeq, place: Place): LayoutNode {
  const items = node.items.map((item) => (isNode(item) ? layoutOf(item, place) : emptyAt(startOf(node, place))));
  const isFlow = node.flow === true;
  return { kind: 'sequence', isFlow, items, span: tight(node, place, items.at(-1)), ...propertiesOf(node) };
}

function mappingOf(node: YAMLMap, place: Place): LayoutNode {
  const pairs = node.items.map((pair) => pairOf(pair, node, place));
  const isFlow = node.flow === true;
  return { kind: 'mapping', isFlow, pairs, span: tight(node, place, pairs.at(-1)?.value), ...propertiesOf(node) };
}

function pairOf(pair: Pair, mapping: YAMLMap, place: Place): LayoutPair {
  const key = isNode(pair.key) ? layoutOf(pair.key, place) : emptyAt(startOf(mapping, place));
  const { span } = key;
  const value = isNode(pair.value) ? layoutOf(pair.value, place) : emptyAt(span.file.span(span.end, span.end));
  return { key, value };
}

const emptyAt = (span: Span): LayoutScalar => ({ kind: 'scalar', style: 'plain', value: { kind: 'null', span }, span });

const isNode = (value: unknown): value is Node => isAlias(value) || isMap(value) || isSeq(value) || isScalar(value);

function spanOf(node: Node, { file, base }: Place): Span {
  const [start, end] = node.range ?? [0, 0];
  return file.span(base + start, base + end);
}

const startOf = (node: Node, place: Place): Span => {
  const { file, start } = spanOf(node, place);
  return file.span(start, start);
};

/** The library ends a block collection behind the blank lines and comments that follow it. */
function tight(node: YAMLSeq | YAMLMap, place: Place, last: LayoutNode | undefined): Span {
  const span = spanOf(node, place);
  return node.flow === true || last === undefined
    ? span
    : span.file.span(span.start, Math.max(span.start, last.span.end));
}

import type { SourceFile, Span } from '../source/source-file.ts';
import type { YamlNote, YamlProblem } from './yaml.ts';
import { growMapping, type WrittenEntry } from './yaml-mapping.ts';
import { readScalar, stringOf } from './yaml-scalar.ts';
import type { YamlDialect, YamlScalar, YamlValue } from './yaml-value.ts';
import type { WrittenMapping, WrittenNode, WrittenPair, WrittenSequence } from './yaml-written.ts';

/** Where a tree stands: offsets of its nodes are relative to `base`. */
export interface BuildPlace {
  readonly file: SourceFile;
  readonly base: number;
  /** Deepest nesting, aliases counted as what they stand for. */
  readonly maxDepth: number;
  readonly dialect: YamlDialect;
}

/** A tree of values, and what came up while it was built. */
export interface Built {
  readonly value: YamlValue | undefined;
  readonly problems: readonly YamlProblem[];
  readonly notes: readonly YamlNote[];
  /** Whether aliases blow the value up beyond what GitLab reads. */
  readonly isTooBig: boolean;
}

/** What the build of one document gathers. */
interface Build extends BuildPlace {
  readonly problems: YamlProblem[];
  readonly notes: YamlNote[];
  readonly anchors: Map<string, YamlValue | 'open'>;
  /** Of every collection: how many values it holds and how deep they nest, with aliases written out. */
  readonly extents: Map<YamlValue, Extent>;
  /** Entries that merge keys may still bring in. */
  mergesLeft: number;
  isTooBig: boolean;
}

interface Extent {
  readonly size: number;
  readonly depth: number;
}

/** Values that a document may hold with aliases written out: far above what fits GitLab's limit of parsed bytes. */
const maxSize = 500_000;

/**
 * Values for nodes as they are written, as Psych makes them: typed scalars, aliases as the same object,
 * positional merge keys (none in the core schema), the last of equal keys. The nesting of `root` must be bounded.
 */
export function buildYaml(root: WrittenNode | undefined, place: BuildPlace): Built {
  const build: Build = {
    ...place,
    problems: [],
    notes: [],
    anchors: new Map(),
    extents: new Map(),
    mergesLeft: maxSize,
    isTooBig: false,
  };
  const value = root === undefined ? undefined : buildNode(root, build);
  return { value, problems: build.problems, notes: build.notes, isTooBig: build.isTooBig };
}

function buildNode(node: WrittenNode, build: Build): YamlValue {
  if (node.kind === 'alias') return aliased(node.name, spanOf(node, build), build);
  const { anchor, tag } = node;
  if (anchor !== undefined && node.kind !== 'scalar') build.anchors.set(anchor, 'open');
  const isReference = build.dialect === 'psych' && tag === '!reference';
  const value = isReference ? buildReference(node, build) : buildContent(node, build);
  if (anchor !== undefined) build.anchors.set(anchor, value);
  return value;
}

function aliased(name: string, at: Span, build: Build): YamlValue {
  const target = build.anchors.get(name);
  if (target !== undefined && target !== 'open') return target;
  const isInside = target === 'open';
  const message = isInside
    ? `Alias ${name} stands inside its own anchor`
    : `An alias referenced an unknown anchor: ${name}`;
  build.problems.push({ message, at });
  return { kind: 'null', span: at };
}

/** A node that is no alias. */
type OwnNode = Exclude<WrittenNode, { readonly kind: 'alias' }>;

function buildReference(node: OwnNode, build: Build): YamlValue {
  return { kind: 'reference', content: buildContent(node, build), span: spanOf(node, build) };
}

function buildContent(node: OwnNode, build: Build): YamlValue {
  if (node.kind === 'mapping') return buildMapping(node, build);
  if (node.kind === 'sequence') return buildSequence(node, build);
  const { value, problem } = readScalar(node, spanOf(node, build), build.dialect);
  if (problem !== undefined) build.problems.push({ message: problem, at: value.span });
  return value;
}

function buildSequence(node: WrittenSequence, build: Build): YamlValue {
  if (node.isFlow && build.dialect === 'psych') refuseColons(node, build);
  const items = node.items.map((item) => buildItem(item, build));
  return measured({ kind: 'sequence', items, span: spanOf(node, build) }, items, build);
}

/** libyaml takes a colon at the beginning of a plain scalar in a flow sequence for the indicator of a value. */
function refuseColons({ items }: WrittenSequence, build: Build): void {
  const message = 'did not find expected node content while parsing a flow node';
  for (const item of items) {
    const isColon = item?.kind === 'scalar' && item.style === 'plain' && item.source.startsWith(':');
    if (isColon) build.problems.push({ message, at: spanOf(item, build) });
  }
}

function buildItem(item: WrittenNode | undefined, build: Build): YamlValue {
  return item === undefined ? nowhere(build) : buildNode(item, build);
}

function buildMapping(node: WrittenMapping, build: Build): YamlValue {
  const pairs = node.pairs.map((pair) => buildPair(pair, build));
  const { entries, notes, merged, isTooBig } = growMapping(pairs, build.mergesLeft);
  build.mergesLeft -= merged;
  for (const note of notes) build.notes.push(note);
  if (isTooBig) build.isTooBig = true;
  const values = Array.from(entries.values(), ({ value }) => value);
  return measured({ kind: 'mapping', entries, span: spanOf(node, build) }, values, build);
}

function buildPair(pair: WrittenPair, build: Build): WrittenEntry {
  const key = buildKey(pair.key, build);
  const tag = pair.key?.kind === 'alias' ? undefined : pair.key?.tag;
  const value: YamlValue = pair.value === undefined ? nullBehind(key) : buildNode(pair.value, build);
  return { key, value, isPlainKey: build.dialect === 'core' || tag === 'tag:yaml.org,2002:str' };
}

const nullBehind = ({ span }: YamlScalar): YamlValue => ({ kind: 'null', span: span.file.span(span.end, span.end) });

/** A key; one that is a collection is taken for its text, since GitLab has no use for it. */
function buildKey(key: WrittenNode | undefined, build: Build): YamlScalar {
  if (key === undefined) return nowhere(build);
  const value = buildNode(key, build);
  const isCollection = value.kind === 'mapping' || value.kind === 'sequence' || value.kind === 'reference';
  return isCollection ? stringOf(value.span) : value;
}

const nowhere = ({ file, base }: Build): YamlScalar => ({ kind: 'null', span: file.span(base, base) });

const spanOf = ({ start, end }: WrittenNode, { file, base }: Build): Span => file.span(base + start, base + end);

function measured(value: YamlValue, children: readonly YamlValue[], build: Build): YamlValue {
  let size = 1;
  let depth = 0;
  for (const child of children) {
    const extent = build.extents.get(child.kind === 'reference' ? child.content : child);
    size += extent?.size ?? 1;
    depth = Math.max(depth, extent?.depth ?? 0);
  }
  build.extents.set(value, { size, depth: depth + 1 });
  if (size > maxSize || depth >= build.maxDepth) build.isTooBig = true;
  return value;
}

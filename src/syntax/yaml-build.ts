import { isAlias, isMap, isScalar, isSeq, type Node, type YAMLMap, type YAMLSeq } from 'yaml';
import type { SourceFile, Span } from '../source/source-file.ts';
import type { YamlNote, YamlProblem } from './yaml.ts';
import { growMapping } from './yaml-mapping.ts';
import { readScalar, stringOf } from './yaml-scalar.ts';
import type { YamlDialect, YamlScalar, YamlValue } from './yaml-value.ts';

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
 * Values for the nodes of the library `yaml`, as Psych makes them: typed scalars, aliases as the same object,
 * positional merge keys (none in the core schema), the last of equal keys. The nesting of `root` must be bounded.
 */
export function buildYaml(root: Node | null, place: BuildPlace): Built {
  const build: Build = {
    ...place,
    problems: [],
    notes: [],
    anchors: new Map(),
    extents: new Map(),
    mergesLeft: maxSize,
    isTooBig: false,
  };
  const value = root === null ? undefined : buildNode(root, build);
  return { value, problems: build.problems, notes: build.notes, isTooBig: build.isTooBig };
}

function buildNode(node: Node, build: Build): YamlValue {
  if (isAlias(node)) return aliased(node.source, spanOf(node, build), build);
  const { anchor } = node;
  if (anchor !== undefined && !isScalar(node)) build.anchors.set(anchor, 'open');
  const value = isReference(node, build) ? buildReference(node, build) : buildContent(node, build);
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

const isReference = (node: Node, { dialect }: Build): boolean =>
  dialect === 'psych' && !isAlias(node) && node.tag === '!reference';

function buildReference(node: Node, build: Build): YamlValue {
  return { kind: 'reference', content: buildContent(node, build), span: spanOf(node, build) };
}

function buildContent(node: Node, build: Build): YamlValue {
  if (isMap(node)) return buildMapping(node, build);
  if (isSeq(node)) return buildSequence(node, build);
  if (!isScalar(node)) return { kind: 'null', span: spanOf(node, build) };
  const { value, problem } = readScalar(node, spanOf(node, build), build.dialect);
  if (problem !== undefined) build.problems.push({ message: problem, at: value.span });
  return value;
}

function buildSequence(node: YAMLSeq, build: Build): YamlValue {
  if (node.flow === true && build.dialect === 'psych') refuseColons(node, build);
  const items = node.items.map((item) => buildItem(item, build));
  return measured({ kind: 'sequence', items, span: spanOf(node, build) }, items, build);
}

/** libyaml takes a colon at the beginning of a plain scalar in a flow sequence for the indicator of a value. */
function refuseColons({ items }: YAMLSeq, build: Build): void {
  const message = 'did not find expected node content while parsing a flow node';
  for (const item of items) {
    const isColon = isScalar(item) && item.type === 'PLAIN' && item.source?.startsWith(':') === true;
    if (isColon) build.problems.push({ message, at: spanOf(item, build) });
  }
}

/** An item of a sequence; the library makes a pair of `[a: b]`, which is a mapping with one key. */
function buildItem(item: unknown, build: Build): YamlValue {
  return isNode(item) ? buildNode(item, build) : { kind: 'null', span: build.file.span(build.base, build.base) };
}

function buildMapping(node: YAMLMap, build: Build): YamlValue {
  const pairs = node.items.map((pair) => {
    const key = buildKey(pair.key, build);
    const tag = isNode(pair.key) && !isAlias(pair.key) ? pair.key.tag : undefined;
    const value: YamlValue = isNode(pair.value) ? buildNode(pair.value, build) : nullBehind(key);
    return { key, value, isPlainKey: build.dialect === 'core' || tag === 'tag:yaml.org,2002:str' };
  });
  const { entries, notes, merged, isTooBig } = growMapping(pairs, build.mergesLeft);
  build.mergesLeft -= merged;
  for (const note of notes) build.notes.push(note);
  if (isTooBig) build.isTooBig = true;
  const values = [...entries.values()].map(({ value }) => value);
  return measured({ kind: 'mapping', entries, span: spanOf(node, build) }, values, build);
}

const nullBehind = ({ span }: YamlScalar): YamlValue => ({ kind: 'null', span: span.file.span(span.end, span.end) });

/** A key; one that is a collection is taken for its text, since GitLab has no use for it. */
function buildKey(key: unknown, build: Build): YamlScalar {
  if (!isNode(key)) return { kind: 'null', span: build.file.span(build.base, build.base) };
  const value = buildNode(key, build);
  const isCollection = value.kind === 'mapping' || value.kind === 'sequence' || value.kind === 'reference';
  return isCollection ? stringOf(value.span) : value;
}

const isNode = (value: unknown): value is Node => isAlias(value) || isMap(value) || isSeq(value) || isScalar(value);

function spanOf(node: Node, { file, base }: Build): Span {
  const [start, end] = node.range ?? [0, 0];
  return file.span(base + start, base + end);
}

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

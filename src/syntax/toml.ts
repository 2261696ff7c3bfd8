import { type AST, ParseError, parseTOML } from 'toml-eslint-parser';
import type { EmbeddedText } from '../source/embedded-text.ts';
import type { Span } from '../source/source-file.ts';
import type { TomlEntry, TomlTable, TomlValue } from './toml-value.ts';

/** What a TOML text came to. */
export type TomlReading =
  | { readonly is: 'table'; readonly table: TomlTable }
  | { readonly is: 'broken'; readonly message: string; readonly at: Span };

/** Largest text in UTF-16 code units, and deepest nesting of brackets, that is read. */
const largest = 1_000_000;
const deepest = 60;

/**
 * Reads a TOML document. A text that does not parse is broken as a whole, with the place of the first error.
 * Never throws.
 *
 * Source: toml.io/en/v1.0.0.
 */
export function readToml(embedded: EmbeddedText): TomlReading {
  const broken = (message: string, at: number): TomlReading => ({
    is: 'broken',
    message,
    at: embedded.spanOf(at, Math.min(at + 1, embedded.text.length)),
  });
  if (embedded.text.length > largest) return broken('the TOML text is too long', 0);
  const tooDeep = placeOfDepth(embedded.text);
  if (tooDeep !== -1) return broken('the TOML text is nested too deeply', tooDeep);
  try {
    const tree = parseTOML(embedded.text.replace(/^\ufeff/, ' '), { tomlVersion: '1.0' });
    return { is: 'table', table: topTable(tree.body[0], embedded) };
  } catch (error) {
    if (error instanceof ParseError) return broken(error.message.replace(/\.$/, ''), error.index);
    return broken('the TOML text cannot be read', 0);
  }
}

/** Where brackets are nested too deeply for a recursive parser; -1 if nowhere. Brackets in strings count, too. */
function placeOfDepth(text: string): number {
  let depth = 0;
  for (let at = 0; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '[' || char === '{') depth++;
    else if ((char === ']' || char === '}') && depth > 0) depth--;
    if (depth > deepest) return at;
  }
  return -1;
}

/** A table that is still being filled: TOML may return to it under a later header. */
interface OpenTable {
  readonly entries: Map<string, OpenEntry>;
  start: number;
  end: number;
}

interface OpenEntry {
  readonly value: OpenTable | OpenTable[] | AST.TOMLContentNode;
  readonly range: readonly [number, number];
}

function topTable(top: AST.TOMLTopLevelTable, embedded: EmbeddedText): TomlTable {
  const root: OpenTable = { entries: new Map(), start: 0, end: embedded.text.length };
  for (const node of top.body) {
    if (node.type === 'TOMLKeyValue') assign(root, node);
    else fillTable(root, node);
  }
  return closeTable(root, embedded);
}

/** A `[table]` or a `[[table]]` with its keys. */
function fillTable(root: OpenTable, node: AST.TOMLTable): void {
  const names = node.key.keys.map(keyName);
  const last = names.at(-1) ?? '';
  const parent = names.slice(0, -1).reduce((table, name) => childTable(table, name, node.range), root);
  const table = node.kind === 'array' ? nextOfArray(parent, last, node.range) : childTable(parent, last, node.range);
  for (const entry of node.body) assign(table, entry);
  table.end = Math.max(table.end, node.range[1]);
}

/** The table of that name, of several the last; made if it is not there. */
function childTable(table: OpenTable, name: string, [start, end]: readonly [number, number]): OpenTable {
  const found = table.entries.get(name)?.value;
  if (Array.isArray(found)) {
    const last = found.at(-1);
    if (last !== undefined) {
      last.end = Math.max(last.end, end);
      return last;
    }
  } else if (found !== undefined && 'entries' in found) return found;
  const made: OpenTable = { entries: new Map(), start, end };
  table.entries.set(name, { value: made, range: [start, end] });
  return made;
}

function nextOfArray(table: OpenTable, name: string, [start, end]: readonly [number, number]): OpenTable {
  const made: OpenTable = { entries: new Map(), start, end };
  const found = table.entries.get(name)?.value;
  if (Array.isArray(found)) found.push(made);
  else table.entries.set(name, { value: [made], range: [start, end] });
  return made;
}

function assign(table: OpenTable, node: AST.TOMLKeyValue): void {
  const names = node.key.keys.map(keyName);
  const last = names.at(-1) ?? '';
  const parent = names.slice(0, -1).reduce((inner, name) => childTable(inner, name, node.range), table);
  parent.entries.set(last, { value: node.value, range: node.range });
}

const keyName = (key: AST.TOMLBare | AST.TOMLQuoted): string => (key.type === 'TOMLBare' ? key.name : key.value);

function closeTable({ entries, start, end }: OpenTable, embedded: EmbeddedText): TomlTable {
  const closed = [...entries].map(([name, { value, range }]): readonly [string, TomlEntry] => [
    name,
    { value: closeValue(value, embedded), span: embedded.spanOf(range[0], range[1]) },
  ]);
  return { kind: 'table', entries: new Map(closed), span: embedded.spanOf(start, end) };
}

function closeValue(value: OpenEntry['value'], embedded: EmbeddedText): TomlValue {
  if (Array.isArray(value)) {
    const items = value.map((table) => closeTable(table, embedded));
    const spans = embedded.spanOf(value[0]?.start ?? 0, value.at(-1)?.end ?? 0);
    return { kind: 'array', items, span: spans };
  }
  return 'entries' in value ? closeTable(value, embedded) : contentOf(value, embedded);
}

function contentOf(node: AST.TOMLContentNode, embedded: EmbeddedText): TomlValue {
  const span = embedded.spanOf(node.range[0], node.range[1]);
  if (node.type === 'TOMLArray')
    return { kind: 'array', items: node.elements.map((item) => contentOf(item, embedded)), span };
  if (node.type === 'TOMLInlineTable') {
    const table: OpenTable = { entries: new Map(), start: node.range[0], end: node.range[1] };
    for (const entry of node.body) assign(table, entry);
    return closeTable(table, embedded);
  }
  const written = embedded.text.slice(node.range[0], node.range[1]);
  switch (node.kind) {
    case 'string':
      return { kind: 'string', value: node.value, span };
    case 'boolean':
      return { kind: 'boolean', value: String(node.value), span };
    case 'integer':
    case 'float':
      return { kind: 'number', value: written, span };
    default:
      return { kind: 'time', value: written, span };
  }
}

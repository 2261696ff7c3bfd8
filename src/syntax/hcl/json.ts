import type { SourceFile } from '../../source/source-file.ts';
import { complain, cursorAt, skipLines } from './cursor.ts';
import { readExpression } from './expression.ts';
import type { HclAttribute, HclBlock, HclBody, HclEntry, HclExpression, HclReading } from './tree.ts';

/**
 * Reads a file of HCL's JSON syntax: `{"target": {"app": {"tags": ["x"]}}}` is `target "app" { tags = ["x"] }`. Strings
 * are templates.
 *
 * @param labels How many labels blocks have, by type; every other property is an attribute.
 *
 * Source: github.com/hashicorp/hcl json/spec.md.
 */
export function readHclJson(file: SourceFile, labels: ReadonlyMap<string, number>): HclReading {
  const cursor = cursorAt(file);
  const none: HclReading = { body: { attributes: [], blocks: [] }, problems: cursor.problems };
  skipLines(cursor);
  const root = readExpression(cursor);
  skipLines(cursor);
  if (cursor.at < cursor.text.length) complain(cursor, 'the end of the file is expected');
  if (root.kind !== 'object') {
    complain(cursor, 'the file is no JSON object');
    return none;
  }
  return { body: bodyOf(root, labels), problems: cursor.problems };
}

type HclObject = Extract<HclExpression, { kind: 'object' }>;

function bodyOf(object: HclObject, labels: ReadonlyMap<string, number>): HclBody {
  const attributes: HclAttribute[] = [];
  const blocks: HclBlock[] = [];
  for (const entry of object.entries) {
    const name = nameOf(entry);
    const count = labels.get(name);
    if (count === undefined) attributes.push({ name, value: entry.value, span: spanOf(entry) });
    else blocks.push(...blocksOf(name, [], { entry, count }));
  }
  return { attributes, blocks };
}

/** The blocks below a property; a list of objects stands for several. */
function blocksOf(
  type: string,
  found: readonly string[],
  { entry, count }: { readonly entry: HclEntry; readonly count: number },
): readonly HclBlock[] {
  const values = entry.value.kind === 'list' ? entry.value.items : [entry.value];
  return values.flatMap((value) => {
    if (value.kind !== 'object') return [];
    if (found.length === count) return [{ type, labels: found, body: bodyOf(value, new Map()), span: entry.key.span }];
    return value.entries.flatMap((inner) => blocksOf(type, [...found, nameOf(inner)], { entry: inner, count }));
  });
}

const nameOf = ({ key }: HclEntry): string =>
  key.kind === 'template' ? key.parts.map((part) => (part.kind === 'text' ? part.value : '')).join('') : '';

const spanOf = ({ key, value }: HclEntry): HclAttribute['span'] => key.span.file.span(key.span.start, value.span.end);

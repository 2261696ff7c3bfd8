import type { SourceFile } from '../../source/source-file.ts';
import {
  type Cursor,
  complain,
  cursorAt,
  isNext,
  maxDepth,
  since,
  skipBlanks,
  skipLines,
  take,
  takeMatch,
  takeName,
} from './cursor.ts';
import { readExpression } from './expression.ts';
import { readQuoted } from './template.ts';
import type { HclAttribute, HclBlock, HclBody, HclReading } from './tree.ts';

/** Larger texts, in UTF-16 code units, are no bake files. */
const maxLength = 2 * 1024 * 1024;

/**
 * Reads a file of HCL's native syntax. Never throws: what is wrong is in `problems`, and reading goes on with the next
 * line.
 *
 * Source: github.com/hashicorp/hcl hclsyntax/spec.md, "Structural elements".
 */
export function readHcl(file: SourceFile): HclReading {
  const cursor = cursorAt(file);
  if (file.text.length > maxLength) {
    complain(cursor, 'the file is too big');
    return { body: { attributes: [], blocks: [] }, problems: cursor.problems };
  }
  const body = readBody(cursor, 0);
  return { body, problems: cursor.problems };
}

/** Attributes and blocks up to the end of the text or, inside of a block, to the brace that closes it. */
function readBody(cursor: Cursor, depth: number): HclBody {
  const attributes: HclAttribute[] = [];
  const blocks: HclBlock[] = [];
  for (;;) {
    skipLines(cursor);
    if (cursor.at >= cursor.text.length) {
      if (depth > 0) complain(cursor, 'the block is not closed', Math.max(0, cursor.at - 1));
      break;
    }
    if (depth > 0 && take(cursor, '}')) break;
    const start = cursor.at;
    const name = takeName(cursor);
    if (name === undefined) skipRest(cursor, 'an attribute or a block is expected');
    else if (takesAttribute(cursor)) attributes.push(readAttribute(cursor, name, start));
    else blocks.push(readBlock(cursor, name, { start, depth }));
    if (cursor.at === start) cursor.at += 1;
  }
  return { attributes, blocks };
}

function takesAttribute(cursor: Cursor): boolean {
  skipBlanks(cursor);
  return takeMatch(cursor, /=(?!=)/y) !== undefined;
}

function readAttribute(cursor: Cursor, name: string, start: number): HclAttribute {
  const value = readExpression(cursor);
  const span = since(cursor, start);
  skipBlanks(cursor);
  const isEnded = isNext(cursor, '}') || cursor.at >= cursor.text.length || takeMatch(cursor, /\r?\n/y) !== undefined;
  if (!isEnded) skipRest(cursor, 'a line break is expected behind the value');
  return { name, value, span };
}

function readBlock(cursor: Cursor, type: string, { start, depth }: { start: number; depth: number }): HclBlock {
  const labels: string[] = [];
  for (let label = takeLabel(cursor); label !== undefined; label = takeLabel(cursor)) labels.push(label);
  const span = since(cursor, start);
  const none: HclBody = { attributes: [], blocks: [] };
  if (!take(cursor, '{')) {
    skipRest(cursor, '`=` or `{` is expected');
    return { type, labels, body: none, span };
  }
  if (depth >= maxDepth) {
    complain(cursor, 'blocks are nested too deeply');
    cursor.at = cursor.text.length;
    return { type, labels, body: none, span };
  }
  return { type, labels, body: readBody(cursor, depth + 1), span };
}

function takeLabel(cursor: Cursor): string | undefined {
  skipBlanks(cursor);
  if (takeMatch(cursor, /"/y) === undefined) return takeName(cursor);
  const { parts } = readQuoted(cursor, readExpression);
  return parts.map((part) => (part.kind === 'text' ? part.value : '')).join('');
}

function skipRest(cursor: Cursor, message: string): void {
  complain(cursor, message);
  takeMatch(cursor, /[^\n]*/y);
}

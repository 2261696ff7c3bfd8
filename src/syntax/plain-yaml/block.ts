import type { WrittenNode, WrittenPair } from '../yaml-written.ts';
import { closeCollection, endLine, toNextContent } from './between.ts';
import { readBlockScalar } from './block-scalar.ts';
import { type Cursor, skip, take } from './cursor.ts';
import { readAlias, readFlow } from './flow.ts';
import { readInBlock, readKey, scalar } from './scalars.ts';

const blanks = / */y;
const dash = /-(?= )/y;
const dashes = /-[ \n]/y;
const anchor = /&[^ ,[\]{}\n]*[^ ,[\]{}\n:](?=[ \n])/y;
const reference = /!reference +(?=\[)/y;

/** Where a block collection stands. */
export interface BlockPlace {
  /** The column of its keys or dashes, from 0. */
  readonly indent: number;
  /** How many collections may still stand inside each other. */
  readonly room: number;
}

/** The mapping whose first key is at the cursor, which goes to the content behind it; `undefined` if it is not a plain one. */
export function readMapping(cursor: Cursor, place: BlockPlace): WrittenNode | undefined {
  if (place.room === 0) return undefined;
  const start = cursor.at;
  const pairs: WrittenPair[] = [];
  do {
    const key = readKey(cursor);
    const value = key === undefined ? undefined : readValue(cursor, place);
    if (key === undefined || value === undefined) return undefined;
    pairs.push({ key, value });
  } while (cursor.column === place.indent);
  if (cursor.column > place.indent) return undefined;
  const end = cursor.full;
  closeCollection(cursor, place.indent);
  return { kind: 'mapping', pairs, start, end, anchor: undefined, tag: undefined };
}

function readSequence(cursor: Cursor, place: BlockPlace): WrittenNode | undefined {
  if (place.room === 0) return undefined;
  const start = cursor.at;
  const items: WrittenNode[] = [];
  while (cursor.column === place.indent && skip(cursor, dash)) {
    const item = readItem(cursor, place);
    if (item === undefined) return undefined;
    items.push(item);
  }
  if (items.length === 0 || cursor.column > place.indent) return undefined;
  const end = cursor.full;
  closeCollection(cursor, place.indent);
  return { kind: 'sequence', isFlow: false, items, start, end, anchor: undefined, tag: undefined };
}

function readItem(cursor: Cursor, place: BlockPlace): WrittenNode | undefined {
  const from = cursor.at - 1;
  skip(cursor, blanks);
  const column = place.indent + cursor.at - from;
  const inner = { indent: column, room: place.room - 1 };
  if (isAt(cursor, dashes)) {
    cursor.column = column;
    return readSequence(cursor, inner);
  }
  const start = cursor.at;
  const isKey = readKey(cursor) !== undefined;
  cursor.at = start;
  return isKey ? readMapping(cursor, inner) : readInline(cursor, place);
}

/** What stands behind a colon: on the same line, below it, or nothing. */
function readValue(cursor: Cursor, place: BlockPlace): WrittenNode | undefined {
  skip(cursor, blanks);
  const start = cursor.at;
  const name = takeAnchor(cursor);
  const behind = cursor.at;
  if (!endLine(cursor)) {
    cursor.at = start;
    return readInline(cursor, place);
  }
  cursor.at = behind;
  toNextContent(cursor, place.indent, false);
  const { column, comment } = cursor;
  const isList = isAt(cursor, dashes);
  const inner = { indent: column, room: place.room - 1 };
  if (column < place.indent || (column === place.indent && !isList)) {
    cursor.full = start;
    return comment === -1 && name === undefined ? scalar('', 'plain', start, start) : undefined;
  }
  const value = isList ? readSequence(cursor, inner) : readMapping(cursor, inner);
  return value === undefined || name === undefined ? value : { ...value, anchor: name };
}

/** A value on its line, perhaps with anchor or as `!reference`, and the way to the next content. */
function readInline(cursor: Cursor, place: BlockPlace): WrittenNode | undefined {
  const name = takeAnchor(cursor);
  const tag = name === undefined && skip(cursor, reference) ? '!reference' : undefined;
  const first = cursor.text[cursor.at];
  const isBlock = first === '|' || first === '>';
  const value = readContent(cursor, place, first);
  cursor.full = cursor.at;
  if (value === undefined || (!isBlock && !endLine(cursor))) return undefined;
  toNextContent(cursor, place.indent, !isBlock);
  return name === undefined && tag === undefined ? value : { ...value, anchor: name, tag };
}

function readContent(cursor: Cursor, { indent, room }: BlockPlace, first: string | undefined): WrittenNode | undefined {
  switch (first) {
    case '|':
    case '>':
      return readBlockScalar(cursor, indent + 1);
    case '[':
    case '{':
      return readFlow(cursor, { indent: indent + 1, room: room - 1, isOutermost: true });
    case '*':
      return readAlias(cursor);
    default:
      return readInBlock(cursor, indent + 1);
  }
}

/** The name of an anchor, the cursor behind the blanks that follow it. */
function takeAnchor(cursor: Cursor): string | undefined {
  const name = take(cursor, anchor)?.slice(1);
  if (name !== undefined) skip(cursor, blanks);
  return name;
}

function isAt({ text, at }: Cursor, pattern: RegExp): boolean {
  pattern.lastIndex = at;
  return pattern.test(text);
}

import type { WrittenNode, WrittenPair } from '../yaml-written.ts';
import { toNextInFlow } from './between.ts';
import { type Cursor, skip, take } from './cursor.ts';
import { readInFlow } from './scalars.ts';

const alias = /\*[^ ,[\]{}\n]*[^ ,[\]{}\n:]/y;
const colon = /:(?=[ \n])/y;

/** What a flow collection stands in. */
export interface FlowPlace {
  /** Least indentation of its further lines. */
  readonly indent: number;
  /** How many collections may still stand inside each other. */
  readonly room: number;
  readonly isOutermost: boolean;
}

/** The list or mapping in brackets that begins at the cursor; `undefined` if something in it is none of the plain things. */
export function readFlow(cursor: Cursor, place: FlowPlace): WrittenNode | undefined {
  if (place.room === 0) return undefined;
  return cursor.text[cursor.at] === '[' ? readList(cursor, place) : readBraces(cursor, place);
}

function readList(cursor: Cursor, place: FlowPlace): WrittenNode | undefined {
  const start = cursor.at;
  const items: WrittenNode[] = [];
  const isRead = readEntries(cursor, place, ']', () => {
    const item = readItem(cursor, place);
    if (item !== undefined) items.push(item);
    return item !== undefined;
  });
  if (!isRead) return undefined;
  return { kind: 'sequence', isFlow: true, items, start, end: cursor.at, anchor: undefined, tag: undefined };
}

function readBraces(cursor: Cursor, place: FlowPlace): WrittenNode | undefined {
  const start = cursor.at;
  const pairs: WrittenPair[] = [];
  const isRead = readEntries(cursor, place, '}', () => {
    const key = readInFlow(cursor);
    if (key === undefined || !skip(cursor, colon) || !toNextInFlow(cursor, place.indent, false)) return false;
    const value = readItem(cursor, place);
    if (value !== undefined) pairs.push({ key, value });
    return value !== undefined;
  });
  if (!isRead) return undefined;
  return { kind: 'mapping', pairs, start, end: cursor.at, anchor: undefined, tag: undefined };
}

/** Reads entries with commas between them, and perhaps behind the last, to the closing bracket. */
function readEntries(
  cursor: Cursor,
  { indent, isOutermost }: FlowPlace,
  closing: string,
  entry: () => boolean,
): boolean {
  const { text } = cursor;
  cursor.at += 1;
  for (;;) {
    if (!toNextInFlow(cursor, indent, isOutermost)) return false;
    if (text[cursor.at] === closing) break;
    if (!entry() || !toNextInFlow(cursor, indent, isOutermost)) return false;
    if (text[cursor.at] === closing) break;
    if (text[cursor.at] !== ',') return false;
    cursor.at += 1;
  }
  cursor.at += 1;
  return true;
}

function readItem(cursor: Cursor, place: FlowPlace): WrittenNode | undefined {
  const first = cursor.text[cursor.at];
  if (first === '[' || first === '{') return readFlow(cursor, { ...place, room: place.room - 1, isOutermost: false });
  return first === '*' ? readAlias(cursor) : readInFlow(cursor);
}

/** `*name` at the cursor. */
export function readAlias(cursor: Cursor): WrittenNode | undefined {
  const start = cursor.at;
  const name = take(cursor, alias)?.slice(1);
  if (name === undefined || name === '') return undefined;
  return { kind: 'alias', name, start, end: cursor.at, anchor: undefined, tag: undefined };
}

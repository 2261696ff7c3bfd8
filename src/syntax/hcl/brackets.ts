import {
  type Cursor,
  complain,
  isNext,
  since,
  skipBlanks,
  skipLines,
  take,
  takeMatch,
  takeName,
  within,
} from './cursor.ts';
import type { ReadExpression } from './template.ts';
import type { HclEntry, HclExpression, HclFor } from './tree.ts';

/** Reads `[…]` or `{…}`: a list, an object, or a `for` expression that makes one. */
export function readBrackets(cursor: Cursor, readExpression: ReadExpression): HclExpression {
  const start = cursor.at;
  const isList = isNext(cursor, '[');
  cursor.at += 1;
  skipLines(cursor);
  if (takeMatch(cursor, /for(?=\s)(?!\s*[=:])/y) !== undefined) return readFor(cursor, readExpression, start);
  return isList ? readList(cursor, readExpression, start) : readObject(cursor, readExpression, start);
}

/** Reads `(…)`, where line breaks do not count; the parentheses themselves are not kept. */
export function readParentheses(cursor: Cursor, readExpression: ReadExpression): HclExpression {
  cursor.at += 1;
  return within(cursor, true, () => {
    const inner = readExpression(cursor);
    if (!take(cursor, ')')) complain(cursor, '`)` is expected');
    return inner;
  });
}

const readList = (cursor: Cursor, readExpression: ReadExpression, start: number): HclExpression =>
  within(cursor, true, () => {
    const items: HclExpression[] = [];
    while (!take(cursor, ']')) {
      const from = cursor.at;
      items.push(readExpression(cursor));
      if (!take(cursor, ',') && !isNext(cursor, ']')) complain(cursor, '`,` or `]` is expected');
      if (cursor.at === from || cursor.at >= cursor.text.length) break;
    }
    return { kind: 'list', items, span: since(cursor, start) };
  });

/** Entries of an object end with a comma or with their line. */
const readObject = (cursor: Cursor, readExpression: ReadExpression, start: number): HclExpression =>
  within(cursor, false, () => {
    const entries: HclEntry[] = [];
    for (;;) {
      skipLines(cursor);
      if (take(cursor, '}')) break;
      const from = cursor.at;
      entries.push(readEntry(cursor, readExpression));
      skipBlanks(cursor);
      if (!take(cursor, ',') && !isNext(cursor, '}') && takeMatch(cursor, /\r?\n/y) === undefined) {
        complain(cursor, '`,`, `}` or a line break is expected');
      }
      if (cursor.at === from || cursor.at >= cursor.text.length) break;
    }
    return { kind: 'object', entries, span: since(cursor, start) };
  });

function readEntry(cursor: Cursor, readExpression: ReadExpression): HclEntry {
  const isComputed = isNext(cursor, '(');
  const written = readExpression(cursor);
  const key = isComputed ? written : nameAsText(written);
  skipLines(cursor);
  if (takeMatch(cursor, /[=:]/y) === undefined) complain(cursor, '`=` is expected behind the key');
  skipLines(cursor);
  return { key, value: readExpression(cursor) };
}

/** A bare name is a text, not a reference; in parentheses it is one. */
function nameAsText(key: HclExpression): HclExpression {
  if (key.kind !== 'reference') return key;
  return { kind: 'template', parts: [{ kind: 'text', value: key.name }], span: key.span };
}

const readFor = (cursor: Cursor, readExpression: ReadExpression, start: number): HclFor =>
  within(cursor, true, () => {
    const names: string[] = [];
    do {
      skipBlanks(cursor);
      names.push(takeName(cursor) ?? '');
    } while (take(cursor, ','));
    skipBlanks(cursor);
    if (takeMatch(cursor, /in(?![\p{L}\p{N}_-])/uy) === undefined) complain(cursor, '`in` is expected');
    const of = readExpression(cursor);
    if (!take(cursor, ':')) complain(cursor, '`:` is expected');
    const first = readExpression(cursor);
    const second = take(cursor, '=>') ? readExpression(cursor) : undefined;
    const isGrouped = take(cursor, '...');
    skipBlanks(cursor);
    const condition = takeMatch(cursor, /if(?![\p{L}\p{N}_-])/uy) === undefined ? undefined : readExpression(cursor);
    skipBlanks(cursor);
    if (takeMatch(cursor, /[\]}]/y) === undefined) complain(cursor, 'the `for` expression is not closed');
    const isObject = second !== undefined;
    return {
      kind: 'for',
      names,
      of,
      key: isObject ? first : undefined,
      value: second ?? first,
      condition,
      isGrouped,
      span: since(cursor, start),
    };
  });

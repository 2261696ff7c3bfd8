import type { WrittenScalar } from '../yaml-written.ts';
import { type Cursor, skip, take } from './cursor.ts';
import { scalar } from './scalars.ts';

const header = /[|>]-?(?: +#[^\n]*| *)\n/y;
const emptyLines = /\n*/y;
const indentation = / *(?=[^ \n])/y;

/**
 * A literal or folded scalar, the cursor behind its last line. `undefined` if its text is not indented by `indent` at least,
 * begins with lines of blanks alone or ends with such that are more than its indentation, or if it has an indicator besides `-`.
 */
export function readBlockScalar(cursor: Cursor, indent: number): WrittenScalar | undefined {
  const start = cursor.at;
  const head = take(cursor, header);
  if (head === undefined) return undefined;
  const before = take(cursor, emptyLines) ?? '';
  const from = cursor.at;
  if (!skip(cursor, indentation) || cursor.at - from < indent) return undefined;
  const lines = linesFrom(cursor, from);
  if (lines === undefined) return undefined;
  const isLiteral = head.startsWith('|');
  const text = before + (isLiteral ? lines.join('\n') : folded(lines)) + (head[1] === '-' ? '' : '\n');
  return scalar(text, isLiteral ? 'literal' : 'folded', start, cursor.at);
}

/** The lines without their indentation, the first beginning at `from` and its text at the cursor, which goes behind the last. */
function linesFrom(cursor: Cursor, from: number): readonly string[] | undefined {
  const { text } = cursor;
  const width = cursor.at - from;
  const margin = text.slice(from, cursor.at);
  const lines: string[] = [];
  let blank = 0;
  for (let at = from; at < text.length; ) {
    const newline = text.indexOf('\n', at);
    const end = newline === -1 ? text.length : newline;
    const line = text.slice(at, end);
    const isText = line.startsWith(margin) && !/^ *$/.test(line);
    if (!isText && !/^ *$/.test(line)) break;
    lines.push(line.slice(width));
    at = end + 1;
    blank = isText ? 0 : blank + 1;
    if (isText) cursor.at = Math.min(at, text.length);
  }
  const hidden = blank === 0 ? [] : lines.splice(-blank);
  return hidden.some((line) => line !== '') ? undefined : lines;
}

/** Lines of equal indentation become one; around those that are indented more, and around empty ones, breaks are kept. */
function folded(lines: readonly string[]): string {
  let text = '';
  let between = '';
  let isMore = false;
  for (const line of lines) {
    if (line === '' && between === '\n') text += '\n';
    else if (line === '') between = '\n';
    else if (line.startsWith(' ')) {
      if (between === ' ') between = '\n';
      else if (!isMore && between === '\n') between = '\n\n';
      text += between + line;
      between = '\n';
      isMore = true;
    } else {
      text += between + line;
      between = ' ';
      isMore = false;
    }
  }
  return text;
}

import type { Span } from '../source/source-file.ts';
import type { TextEdit } from '../source/text-edit.ts';
import { endOfLine } from './yaml-lines.ts';

/** Where an element is put into a flow collection. */
export interface FlowPlace {
  /** The collection with its brackets. */
  readonly collection: Span;
  /** The element before the new one; absent in an empty collection. */
  readonly behind?: Span;
  readonly isLast: boolean;
}

/** Adds an element to a flow collection, on a line of its own where the one before it has its own. */
export function flowElement({ collection, behind, isLast }: FlowPlace, text: string): readonly TextEdit[] {
  const { file } = collection;
  if (behind === undefined) return [insert(collection.start + 1, text)];
  const comma = /^(?:\s|#[^\n]*\n)*,/.exec(file.text.slice(behind.end, collection.end))?.[0].length;
  const at = behind.end + (comma ?? 0);
  const indent = indentOfOwnLine(behind);
  if (indent === undefined) return [insert(at, `${comma === undefined ? ',' : ''} ${text}${isLast ? '' : ','}`)];
  const line = file.text.slice(0, file.text.indexOf('\n') + 1).endsWith('\r\n') ? `\r\n${indent}` : `\n${indent}`;
  const added = insert(endOfLine(file.text, at), `${line}${text}${comma === undefined ? '' : ','}`);
  if (comma !== undefined) return [added];
  return added.start === at ? [insert(at, `,${added.text}`)] : [insert(at, ','), added];
}

/** Adds an element in front of those of a flow collection, on a line of its own where the first one has its own. */
export function firstElement({ file, start, end }: Span, text: string): TextEdit {
  const [blanks = ''] = /^[ \t]*/.exec(file.text.slice(start + 1, end)) ?? [];
  const opened = start + 1 + blanks.length;
  if (!/^(?:#|\r?\n)/.test(file.text.slice(opened, opened + 2))) return insert(opened, `${text}, `);
  const lineEnd = endOfLine(file.text, opened);
  const [lineBreak = '\n', indent = ''] = /^(\r?\n)([ \t]*)/.exec(file.text.slice(lineEnd, end))?.slice(1) ?? [];
  return insert(lineEnd, `${lineBreak}${indent}${text},`);
}

const insert = (at: number, text: string): TextEdit => ({ start: at, end: at, text });

/** The blanks before an element that begins its line; `undefined` for one that does not. */
function indentOfOwnLine({ file, start }: Span): string | undefined {
  const before = file.text.slice(file.lineStart(file.positionAt(start).line), start);
  return before.trim() === '' ? before : undefined;
}

import type { TextEdit } from '../source/text-edit.ts';
import { applyEdits } from '../source/text-edit.ts';

/** A file before and after its fixes. */
export interface FixedFile {
  /** From the project root, with `/`. */
  readonly path: string;
  readonly before: string;
  readonly after: string;
  /** How the one becomes the other, in order. */
  readonly edits: readonly TextEdit[];
}

/** Lines around a change that a patch shows, as `diff -u` has it. */
const contextLines = 3;

/** The change of a file as a unified patch with the paths `a/…` and `b/…`; `prefix` stands before the file's path. */
export function unifiedDiff({ path, before, edits }: FixedFile, prefix: string): string {
  const lines = linesOf(before);
  const hunks = grouped(changesOf(before, lines, edits));
  if (hunks.length === 0) return '';
  const name = `${prefix}${path}`;
  let shift = 0;
  const written = hunks.map((hunk) => {
    const text = hunkText(hunk, lines, shift);
    shift += hunk.reduce((sum, { from, to, added }) => sum + added.length - (to - from), 0);
    return text;
  });
  return `--- ${pathText(`a/${name}`)}\n+++ ${pathText(`b/${name}`)}\n${written.join('')}`;
}

/** Lines `[from, to)` of the old text, counted from 0, and what takes their place. Lines keep their line breaks. */
interface LineChange {
  readonly from: number;
  readonly to: number;
  readonly added: readonly string[];
}

const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

function changesOf(before: string, lines: readonly string[], edits: readonly TextEdit[]): readonly LineChange[] {
  const starts = startsOf(lines);
  const changes: { from: number; to: number; edits: TextEdit[] }[] = [];
  for (const edit of edits) {
    const from = lineAt(starts, edit.start);
    const to = Math.min(lineAt(starts, edit.end) + 1, lines.length);
    const last = changes.at(-1);
    if (last !== undefined && from < last.to) {
      last.to = Math.max(last.to, to);
      last.edits.push(edit);
    } else changes.push({ from: Math.min(from, lines.length), to, edits: [edit] });
  }
  return changes.flatMap((change) => {
    const start = starts[change.from] ?? before.length;
    const old = lines.slice(change.from, change.to);
    const moved = change.edits.map((edit) => ({ ...edit, start: edit.start - start, end: edit.end - start }));
    return trimmed(change.from, old, linesOf(applyEdits(old.join(''), moved)));
  });
}

function startsOf(lines: readonly string[]): readonly number[] {
  const starts: number[] = [];
  let at = 0;
  for (const line of lines) {
    starts.push(at);
    at += line.length;
  }
  return starts;
}

/** The index of the line that holds an offset; the last line for the end of the text. */
function lineAt(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = Math.max(0, starts.length - 1);
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** Without the lines that stay as they are at both ends. */
function trimmed(from: number, old: readonly string[], added: readonly string[]): readonly LineChange[] {
  let head = 0;
  while (head < old.length && head < added.length && old[head] === added[head]) head += 1;
  let tail = 0;
  const most = Math.min(old.length, added.length) - head;
  while (tail < most && old[old.length - 1 - tail] === added[added.length - 1 - tail]) tail += 1;
  if (head + tail === old.length && old.length === added.length) return [];
  return [{ from: from + head, to: from + old.length - tail, added: added.slice(head, added.length - tail) }];
}

/** Changes whose context would overlap share a hunk. */
function grouped(changes: readonly LineChange[]): readonly (readonly LineChange[])[] {
  const hunks: LineChange[][] = [];
  for (const change of changes) {
    const last = hunks.at(-1)?.at(-1);
    if (last !== undefined && change.from - last.to <= 2 * contextLines) hunks.at(-1)?.push(change);
    else hunks.push([change]);
  }
  return hunks;
}

function hunkText(hunk: readonly LineChange[], lines: readonly string[], shift: number): string {
  const start = Math.max(0, (hunk[0]?.from ?? 0) - contextLines);
  const end = Math.min(lines.length, (hunk.at(-1)?.to ?? 0) + contextLines);
  let body = '';
  let at = start;
  let grown = 0;
  for (const { from, to, added } of hunk) {
    body += marked(' ', lines.slice(at, from)) + marked('-', lines.slice(from, to)) + marked('+', added);
    grown += added.length - (to - from);
    at = to;
  }
  body += marked(' ', lines.slice(at, end));
  return `@@ -${range(start, end - start)} +${range(start + shift, end - start + grown)} @@\n${body}`;
}

/** An empty range stands behind the line that it names. */
const range = (start: number, count: number): string => `${String(count === 0 ? start : start + 1)},${String(count)}`;

const marked = (mark: string, lines: readonly string[]): string =>
  lines
    .map((line) => (line.endsWith('\n') ? `${mark}${line}` : `${mark}${line}\n\\ No newline at end of file\n`))
    .join('');

/** A path as git reads it: quoted if it holds what ends or hides a name. */
function pathText(path: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what git wants escaped.
  if (/["\\\u0000-\u001F\u007F]/.test(path)) return JSON.stringify(path);
  return path.includes(' ') ? `${path}\t` : path;
}

import type { TextEdit } from '../source/text-edit.ts';

/**
 * The edits by whole lines that make one short text of another, with as few lines as possible. Takes time by the product
 * of their lines, which is nothing for an example on a page.
 */
export function lineEdits(before: string, after: string): readonly TextEdit[] {
  const [old, fresh] = [linesOf(before), linesOf(after)];
  const common = commonLengths(old, fresh);
  const edits: { start: number; end: number; text: string }[] = [];
  let [i, j, at] = [0, 0, 0];
  const change = (removed: string, added: string): void => {
    const last = edits.at(-1);
    if (last?.end === at) {
      last.end += removed.length;
      last.text += added;
    } else edits.push({ start: at, end: at + removed.length, text: added });
    at += removed.length;
  };
  while (i < old.length || j < fresh.length) {
    const [line, other] = [old[i], fresh[j]];
    if (line !== undefined && line === other) [i, j, at] = [i + 1, j + 1, at + line.length];
    else if (line !== undefined && lengthAt(common, i + 1, j) >= lengthAt(common, i, j + 1)) {
      change(line, '');
      i += 1;
    } else {
      change('', other ?? '');
      j += 1;
    }
  }
  return edits;
}

const linesOf = (text: string): readonly string[] => text.match(/[^\n]*\n|[^\n]+$/g) ?? [];

/** For each pair of places, how many lines the two rests have in common, in order. */
function commonLengths(old: readonly string[], fresh: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = [Array.from({ length: fresh.length + 1 }, () => 0)];
  for (let i = old.length - 1; i >= 0; i -= 1) {
    const below = rows[0] ?? [];
    const row = Array.from({ length: fresh.length + 1 }, () => 0);
    for (let j = fresh.length - 1; j >= 0; j -= 1)
      row[j] = old[i] === fresh[j] ? 1 + (below[j + 1] ?? 0) : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    rows.unshift(row);
  }
  return rows;
}

/** Beyond the last line of the old text nothing is in common, and nothing can be removed. */
const lengthAt = (common: readonly (readonly number[])[], i: number, j: number): number => common[i]?.[j] ?? -1;

import type { Span } from '../source/source-file.ts';
import type { Hole, Text } from './text.ts';

/** Longer texts, in characters and in parts, are not followed: texts that are made of each other double at every step. */
const most = { characters: 500_000, parts: 20_000 } as const;

/** Whether so many characters, or so many parts, are more than are followed. */
export const isTooLong = (characters: number, parts: number): boolean =>
  characters > most.characters || parts > most.parts;

/** The hole in the place of texts that are too long together: the same for the same parts, told apart by their sums. */
export function holeForLong(texts: readonly Text[], at: Span): Hole {
  let [first, second] = [0x811c9dc5, 0x2f0b4c47];
  for (const { parts } of texts)
    for (const part of parts) {
      const written = typeof part === 'string' ? part : `\0${part.symbol}\0`;
      first = sumOf(written, first);
      second = sumOf(written, second);
    }
  const symbol = `too-long ${first.toString(16)} ${second.toString(16)}`;
  return { symbol, shown: '…', cause: { kind: 'expression', because: 'a value is longer than is followed', at } };
}

/** FNV-1a. */
function sumOf(text: string, start: number): number {
  let sum = start;
  for (let at = 0; at < text.length; at += 1) sum = Math.imul(sum ^ text.charCodeAt(at), 0x01000193) >>> 0;
  return sum;
}

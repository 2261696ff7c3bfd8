import type { Span } from '../source/source-file.ts';
import type { Hole, Text } from './text.ts';

/** Longer texts, in characters and in parts, are not followed: texts that are made of each other double at every step. */
const most = { characters: 500_000, parts: 20_000 } as const;

/** Whether so many characters, or so many parts, are more than are followed. */
export const isTooLong = (characters: number, parts: number): boolean =>
  characters > most.characters || parts > most.parts;

/** The hole in the place of texts that are too long together: the same for the same parts, told apart by their sums. */
export function holeForLong(texts: readonly Text[], at: Span): Hole {
  const sums: Sums = { first: 0x811c9dc5, second: 0x2f0b4c47 };
  for (const { parts } of texts)
    for (const part of parts) add(sums, typeof part === 'string' ? part : `\0${part.symbol}\0`);
  const symbol = `too-long ${(sums.first >>> 0).toString(16)} ${(sums.second >>> 0).toString(16)}`;
  return { symbol, shown: '…', cause: { kind: 'expression', because: 'a value is longer than is followed', at } };
}

interface Sums {
  first: number;
  second: number;
}

/** FNV-1a from two beginnings, in one pass: these are the longest texts there are. */
function add(sums: Sums, text: string): void {
  let { first, second } = sums;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    first = Math.imul(first ^ unit, 0x01000193);
    second = Math.imul(second ^ unit, 0x01000193);
  }
  sums.first = first;
  sums.second = second;
}

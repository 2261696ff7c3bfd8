import { derivedHole, symbolOf } from '../script/state/symbols.ts';
import type { Span } from '../source/source-file.ts';
import type { Hole, Text } from '../value/index.ts';

/**
 * The unknown values of one run of make. Each is one private character, so that make's functions, which know nothing
 * but strings, carry it along; equal symbols are equal characters, so that equal strings are equal values.
 */
export interface HoleTable {
  /** By their characters, as `Code` of the interpreter wants them. */
  readonly holes: Map<string, Hole>;
  readonly marks: Map<string, string>;
}

/** A table without holes. */
export const newHoleTable = (): HoleTable => ({ holes: new Map(), marks: new Map() });

const firstMark = 0xe100;
const mostMarks = 6000;
const anyMark = /[\uE100-\uF870]/;

/** Private characters of a file are none of ours. */
export const withoutMarks = (text: string): string => text.replace(/[\uE000-\uF8FF]/g, '\uFFFD');

/** Whether a string holds an unknown value. */
export const isOpen = (text: string): boolean => anyMark.test(text);

/** Whether a string is one unknown value and nothing else. */
export const isHole = (text: string): boolean => text.length === 1 && isOpen(text);

/** The character of a hole. Beyond the most holes that are told apart, the last one stands for all. */
export function markOf(table: HoleTable, hole: Hole): string {
  const known = table.marks.get(hole.symbol);
  if (known !== undefined) return known;
  const mark = String.fromCharCode(firstMark + Math.min(table.holes.size, mostMarks));
  table.marks.set(hole.symbol, mark);
  table.holes.set(mark, hole);
  return mark;
}

/** A text as a string of make. */
export const fromText = (table: HoleTable, { parts }: Text): string =>
  parts.map((part) => (typeof part === 'string' ? withoutMarks(part) : markOf(table, part))).join('');

/** A string of make as a text. */
export function toText({ holes }: HoleTable, text: string, span: Span): Text {
  if (!isOpen(text)) return { parts: text === '' ? [] : [text], span };
  const parts = text.split(/([\uE100-\uF870])/).map((piece) => holes.get(piece) ?? piece);
  return { parts: parts.filter((part) => part !== ''), span };
}

/** The holes of a string, in order. */
export const holesIn = ({ holes }: HoleTable, text: string): readonly Hole[] =>
  isOpen(text)
    ? Array.from(text).flatMap((char) => {
        const hole = holes.get(char);
        return hole === undefined ? [] : [hole];
      })
    : [];

/** A string in which each hole stands by its symbol, so that strings of different runs can be compared. */
export const keyOf = ({ holes }: HoleTable, text: string): string =>
  isOpen(text) ? text.replace(/[\uE100-\uF870]/g, (mark) => `\u0001${holes.get(mark)?.symbol ?? mark}\u0002`) : text;

/** How a message writes a string. */
export const shown = ({ holes }: HoleTable, text: string): string =>
  isOpen(text) ? text.replace(/[\uE100-\uF870]/g, (mark) => holes.get(mark)?.shown ?? mark) : text;

/** What follows from strings by an operation that is not computed: equal operands, equal value. */
export interface Derivation {
  readonly operation: string;
  readonly operands: readonly string[];
  readonly shown: string;
  readonly at: Span;
}

/** One hole for a value that is not computed. */
export function derived(table: HoleTable, { operation, operands, shown: written, at }: Derivation): string {
  const symbol = symbolOf(operation, ...operands.map((operand) => keyOf(table, operand)));
  const texts = operands.map((operand) => toText(table, operand, at));
  return fromText(table, derivedHole(symbol, written, texts, at));
}

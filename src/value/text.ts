import type { Span } from '../source/source-file.ts';
import type { Cause } from './cause.ts';
import { withoutCommonEnds } from './common-ends.ts';
import { holeForLong, isTooLong } from './long-text.ts';
import { known, no, type Truth, unknown, yes } from './truth.ts';

/**
 * A part of a string whose value is fixed only at run time. Two holes with the same `symbol` hold the
 * same value: `CI_COMMIT_SHA` is one symbol for the whole pipeline, `$(date)` a new one at each use.
 */
export interface Hole {
  readonly symbol: string;
  /** How to write it in a message: `$CI_COMMIT_SHA`, `$(git describe)`. */
  readonly shown: string;
  readonly cause: Cause;
  /** All that it can be, where those are few and known. */
  readonly among?: readonly string[];
}

/** A string as far as it is known before the pipeline runs: literals and holes, in order. */
export interface Text {
  readonly parts: readonly (string | Hole)[];
  /** Where it is written; for a text that was put together, the place that uses it. */
  readonly span: Span;
}

/** A text that is known in full. */
export const literal = (value: string, span: Span): Text => ({ parts: value === '' ? [] : [value], span });
/** A text that is one hole. */
export const hole = (symbol: string, shown: string, cause: Cause): Text => ({
  parts: [{ symbol, shown, cause }],
  span: cause.at,
});

/**
 * The texts one after the other, as one text of the place `span`. Neighbouring literals become one; beyond the longest text
 * that is followed, all of it is one hole.
 */
export function joinTexts(texts: readonly Text[], span: Span): Text {
  const parts: (string | Hole)[] = [];
  let length = 0;
  for (const text of texts) {
    for (const part of text.parts) {
      const last = parts.at(-1);
      if (typeof part === 'string') length += part.length;
      if (isTooLong(length, parts.length)) return { parts: [holeForLong(texts, span)], span };
      if (typeof part === 'string' && typeof last === 'string') parts[parts.length - 1] = last + part;
      else if (part !== '') parts.push(part);
    }
  }
  return { parts, span };
}

/** The string where nothing is hidden; otherwise `undefined`, which means "not a known string" and nothing else. */
export function knownString(text: Text): string | undefined {
  const [first] = text.parts;
  if (text.parts.length < 2) return first === undefined ? '' : typeof first === 'string' ? first : undefined;
  return text.parts.every((part) => typeof part === 'string') ? text.parts.join('') : undefined;
}

/** How a message writes it: literals as they are, holes as their author wrote them. */
export const showText = (text: Text): string =>
  text.parts.map((part) => (typeof part === 'string' ? part : part.shown)).join('');

/** What hides the parts of a text that are fixed at run time, in order; nothing for a known text. */
export const causesIn = (text: Text): readonly Cause[] => holesOf(text).map(({ cause }) => cause);

/** The holes of a text, in order. */
export const holesOf = (text: Text): readonly Hole[] => text.parts.filter((part) => typeof part !== 'string');

/**
 * One string for all texts that are certainly equal, so that texts can be keys of a map.
 * Different strings do not mean that the texts differ in every run.
 */
export const textKey = (text: Text): string =>
  text.parts.map((part) => (typeof part === 'string' ? part : `\u0001${part.symbol}\u0002`)).join('');

/** The part `[start, end)` of a text, counted in atoms: one per UTF-16 code unit of a literal, one per hole. */
export function sliceText(text: Text, start: number, end = Number.POSITIVE_INFINITY): Text {
  const parts: (string | Hole)[] = [];
  let at = 0;
  for (const part of text.parts) {
    const from = Math.max(0, start - at);
    const to = Math.min(lengthOf(part), end - at);
    if (from < to) parts.push(typeof part === 'string' ? part.slice(from, to) : part);
    at += lengthOf(part);
  }
  return joinTexts([{ parts, span: text.span }], text.span);
}

/** Number of atoms of a text: one per UTF-16 code unit of a literal, one per hole. */
export const atomCount = (text: Text): number => text.parts.reduce((count, part) => count + lengthOf(part), 0);

const lengthOf = (part: string | Hole): number => (typeof part === 'string' ? part.length : 1);

/** Index of the atom at which `search`, a literal, first occurs within one literal part; -1 if it does not. */
export function findInText(text: Text, search: string, from = 0): number {
  let at = 0;
  for (const part of text.parts) {
    if (typeof part === 'string') {
      const index = part.indexOf(search, Math.max(0, from - at));
      if (index !== -1 && at + index >= from) return at + index;
    }
    at += lengthOf(part);
  }
  return -1;
}

/** The text cut at every occurrence of a literal separator; holes are never cut, though they may hold it. */
export function splitText(text: Text, separator: string): readonly Text[] {
  const pieces: Text[] = [];
  let from = 0;
  for (let at = findInText(text, separator); at !== -1; at = findInText(text, separator, from)) {
    pieces.push(sliceText(text, from, at));
    from = at + separator.length;
  }
  pieces.push(sliceText(text, from));
  return pieces;
}

/**
 * Whether two texts are equal in every run (yes), in no run (no), or in some (unknown).
 * Equal heads and equal tails cancel, as in any free monoid; what is left decides.
 */
export function sameText(left: Text, right: Text): Truth {
  // Most texts that are compared differ here, before they are taken apart.
  if (differ(firstAtom(left.parts), firstAtom(right.parts)) || differ(lastAtom(left.parts), lastAtom(right.parts)))
    return no;
  const [one, other] = [knownString(left), knownString(right)];
  if (one !== undefined && other !== undefined) return known(one === other);
  const [a, b] = withoutCommonEnds(left.parts, right.parts);
  if (a.length === 0 && b.length === 0) return yes;
  const neverEqual =
    differ(firstAtom(a), firstAtom(b)) ||
    differ(lastAtom(a), lastAtom(b)) ||
    (a.length === 0 && b.some(isLiteral)) ||
    (b.length === 0 && a.some(isLiteral));
  return neverEqual ? no : unknown(...[...a, ...b].filter(isHole).map(({ cause }) => cause));
}

/** One UTF-16 code unit, or one hole. */
type Atom = string | Hole;

const isHole = (atom: Atom): atom is Hole => typeof atom !== 'string';
const isLiteral = (atom: Atom | undefined): atom is string => typeof atom === 'string';
const differ = (a: Atom | undefined, b: Atom | undefined): boolean => isLiteral(a) && isLiteral(b) && a !== b;

function firstAtom([first]: Text['parts']): Atom | undefined {
  return typeof first === 'string' ? first.at(0) : first;
}

function lastAtom(parts: Text['parts']): Atom | undefined {
  const last = parts.at(-1);
  return typeof last === 'string' ? last.at(-1) : last;
}

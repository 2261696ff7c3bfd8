import type { Span } from '../../source/source-file.ts';
import {
  type Cause,
  findInText,
  type Hole,
  joinTexts,
  showText,
  sliceText,
  type Text,
  textKey,
} from '../../value/index.ts';
import type { Shell } from '../state/shell.ts';
import { holeText, symbolOf } from '../state/symbols.ts';
import { withWords } from '../state/word-lists.ts';

/** The variable of a loop over files. */
export interface FileLoop {
  /** The pattern that names the files: `digests/*`. */
  readonly pattern: Text;
  /** The variable as a message writes it. */
  readonly shown: string;
  readonly at: Span;
}

/**
 * The name of some file that a pattern names: the folder as written, and a value of the run for the name in it. One
 * pattern in one directory of one job stands for the same files.
 */
export function fileNamed({ state, input }: Shell, { pattern, shown, at }: FileLoop): Text {
  const start = lastSlash(pattern) + 1;
  const folder = sliceText(pattern, 0, start);
  const isPlain = folder.parts.every((part) => typeof part !== 'string' || !/[*?[]/.test(part));
  const symbol = symbolOf(textKey(pattern), textKey(state.directory), input.scope);
  const because = `\`${shown}\` goes through files that are known at run time`;
  const cause: Cause = { kind: 'expression', because, at };
  if (!isPlain) return holeText({ symbol: `one word path ${symbol}`, shown, cause }, at);
  const name = start === 0 ? shown : showText(sliceText(pattern, start));
  return joinTexts([folder, holeText({ symbol: `${prefix}${symbol}`, shown: name, cause }, at)], at);
}

/**
 * The name without the folders in front of it; `undefined` where that is not certain: a value of the run may hold
 * slashes, unless it is the name of a file.
 */
export function bareName(path: Text): Text | undefined {
  const name = sliceText(path, lastSlash(path) + 1);
  const isBare = name.parts.every((part) => typeof part === 'string' || part.symbol.startsWith(prefix));
  return isBare && name.parts.length > 0 ? name : undefined;
}

/** Index of the last slash, counted in atoms; -1 without one. */
function lastSlash(text: Text): number {
  let last = -1;
  for (let at = findInText(text, '/'); at !== -1; at = findInText(text, '/', at + 1)) last = at;
  return last;
}

const prefix = 'one word file name ';
const morePrefix = 'more words ';

/** What the rounds of a loop add to a list. */
export interface MoreWords {
  readonly because: string;
  readonly at: Span;
  /** The words of one round. */
  readonly growth: readonly Text[] | 'any' | undefined;
}

/** The words that a loop adds to a list: any number of words, or none. */
export function moreWords(shell: Shell, shown: string, { because, at, growth }: MoreWords): Text {
  const symbol = `${morePrefix}${symbolOf(shown, at.file.path, `${at.start}`, shell.input.scope)}`;
  const cause: Cause = { kind: 'expression', because, at };
  const isKnown = growth !== undefined && growth !== 'any';
  return holeText({ symbol, shown, cause: isKnown ? withWords(cause, growth) : cause }, at);
}

/** The words by which a list may be longer. */
export const furtherWords = (cause: Cause): Hole => ({
  symbol: `${morePrefix}${symbolOf('list', cause.because, cause.at.file.path, `${cause.at.start}`)}`,
  shown: '…',
  cause,
});

/** Whether an unknown value is further words and nothing of the word at hand. */
export const isMoreWords = ({ symbol }: Hole): boolean => symbol.startsWith(morePrefix);

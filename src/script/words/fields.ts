import type { Span } from '../../source/source-file.ts';
import { type Cause, distinctCauses, type Hole, literal, type OpenList, type Text } from '../../value/index.ts';
import { limits } from '../state/shell.ts';
import { holeText, symbolOf } from '../state/symbols.ts';
import { withWords } from '../state/word-lists.ts';
import { furtherWords, isMoreWords } from './file-names.ts';
import { isOneWord } from './one-word.ts';

/** A part of a word after expansion. */
export type Piece =
  /** Text that stays together: quoted, or written in the script itself. */
  | { readonly is: 'whole'; readonly text: Text }
  /** The value of an unquoted expansion, which is split into words. */
  | { readonly is: 'split'; readonly text: Text }
  /** Several words: `"$@"`. */
  | { readonly is: 'list'; readonly items: OpenList<Text> };

/** The words that a word of the script becomes. `separators` is the value of IFS. */
export function fieldsOf(pieces: readonly Piece[], separators: string, at: Span): OpenList<Text> {
  const words: Words = { at, done: [], causes: [], word: undefined, bare: undefined };
  for (const piece of pieces) {
    if (piece.is === 'whole') add(words, piece.text.parts, true);
    else if (piece.is === 'split') addSplit(words, piece.text, separators);
    else addList(words, piece.items);
  }
  endWord(words);
  return { items: words.done, openTo: distinctCauses(words.causes) };
}

/** The word as one text, as in an assignment: nothing is split, lists are joined by blanks. */
export function joinPieces(pieces: readonly Piece[], at: Span): Text {
  return boundedText(
    pieces.flatMap((piece) => (piece.is === 'list' ? partsOfList(piece.items, ' ') : piece.text.parts)),
    at,
  );
}

/** The items of a list as one text, `separator` between them. */
export const joinList = (list: OpenList<Text>, separator: string, at: Span): Text =>
  boundedText(partsOfList(list, separator), at);

/** That there may be more items is said where nothing else in the text is unknown. */
function partsOfList({ items, openTo: [cause] }: OpenList<Text>, separator: string): readonly (string | Hole)[] {
  const parts = items.flatMap((item, index) => (index === 0 ? item.parts : [separator, ...item.parts]));
  if (cause === undefined || parts.some((part) => typeof part !== 'string')) return parts;
  return items.length === 0 ? [furtherWords(cause)] : [...parts, separator, furtherWords(cause)];
}

/** A text of parts; beyond the longest value that is followed, one hole. */
export function boundedText(parts: readonly (string | Hole)[], span: Span): Text {
  const merged: (string | Hole)[] = [];
  let length = 0;
  for (const part of parts) {
    const last = merged.at(-1);
    length += typeof part === 'string' ? part.length : limits.length / limits.holes;
    if (length > limits.length) return tooLong(merged, span);
    if (typeof part === 'string' && typeof last === 'string') merged[merged.length - 1] = last + part;
    else if (part !== '') merged.push(part);
  }
  return { parts: merged, span };
}

function tooLong(begun: readonly (string | Hole)[], at: Span): Text {
  const head = begun.map((part) => (typeof part === 'string' ? part : part.symbol)).join('');
  const cause: Cause = { kind: 'expression', because: 'a value is longer than is followed', at };
  return holeText({ symbol: symbolOf('too long', at.file.path, `${at.start}`, head), shown: '…', cause }, at);
}

/** Words while they are put together. */
interface Words {
  readonly at: Span;
  readonly done: Text[];
  readonly causes: Cause[];
  /** The word at hand. */
  word: (string | Hole)[] | undefined;
  /** The hole that the word at hand consists of so far, if it could be several words or none. */
  bare: Hole | undefined;
}

/** Text that goes on the word at hand; a quoted one makes a word even if it is empty. */
function add(words: Words, parts: readonly (string | Hole)[], isQuoted: boolean): void {
  if (parts.length === 0 && !isQuoted) return;
  words.bare = undefined;
  words.word ??= [];
  for (const part of parts) words.word.push(part);
}

function addSplit(words: Words, text: Text, separators: string): void {
  for (const part of text.parts) {
    if (typeof part !== 'string') addOpen(words, part);
    else {
      const [first = '', ...others] = splitBySeparators(part, separators);
      if (first !== '') add(words, [first], false);
      for (const [index, other] of others.entries()) {
        // Text and what separates it from the next take turns.
        if (index % 2 === 1) add(words, other === '' ? [] : [other], false);
        else {
          if (/[^ \t\n]/.test(other)) words.word ??= [];
          endWord(words);
        }
      }
    }
  }
}

/** A value that is not known and not quoted. */
function addOpen(words: Words, hole: Hole): void {
  if (isMoreWords(hole)) {
    endWord(words);
    words.causes.push(hole.cause);
    return;
  }
  if (words.word === undefined && !isOneWord(hole)) words.bare = hole;
  words.word ??= [];
  words.word.push(hole);
}

/**
 * The words of a value with the separators between them, each a run of blanks with one other character at most.
 * Source: POSIX.1-2024, Shell & Utilities, 2.6.5 Field Splitting.
 */
function splitBySeparators(value: string, separators: string): readonly string[] {
  if (separators === '') return [value];
  const blanks = separators.replace(/[^ \t\n]/g, '');
  const others = separators.replace(/[ \t\n]/g, '').replace(/[\\^\]-]/g, '\\$&');
  if (others === '') return value.split(new RegExp(`([${blanks}]+)`));
  const gap = blanks === '' ? '' : `[${blanks}]*`;
  return value.split(new RegExp(`(${gap}[${others}]${gap}${blanks === '' ? '' : `|[${blanks}]+`})`));
}

function addList(words: Words, { items, openTo }: OpenList<Text>): void {
  for (const [index, item] of items.entries()) {
    if (index > 0) endWord(words);
    add(words, item.parts, true);
  }
  for (const cause of openTo) words.causes.push(cause);
}

/** The words that a value holds of which it is known what it can be, and whether it is one of them whatever it is. */
function wordsAmong(
  { among }: Hole,
  at: Span,
): { readonly words: readonly Text[]; readonly isOne: boolean } | undefined {
  if (among === undefined) return undefined;
  const lists = among.map((value) => value.split(/\s+/).filter((word) => word !== ''));
  const words = lists.flat().map((word) => literal(word, at));
  return { words, isOne: lists.every(({ length }) => length === 1) };
}

function endWord(words: Words): void {
  const { word, bare, at } = words;
  if (word === undefined) return;
  const among = bare === undefined || word.length > 1 ? undefined : wordsAmong(bare, at);
  if (bare !== undefined && among?.isOne !== true) {
    const cause: Cause = { kind: bare.cause.kind, because: `\`${bare.shown}\` may add arguments`, at };
    words.causes.push(among === undefined ? cause : withWords(cause, among.words));
  }
  if (among?.isOne !== false) words.done.push(boundedText(word, at));
  words.word = undefined;
  words.bare = undefined;
}

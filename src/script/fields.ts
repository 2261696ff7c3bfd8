import type { Span } from '../source/source-file.ts';
import { type Cause, distinctCauses, type Hole, type OpenList, type Text } from '../value/index.ts';
import { limits } from './shell.ts';
import { holeText, symbolOf } from './symbols.ts';

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
  const words = new WordList(at);
  for (const piece of pieces) {
    if (piece.is === 'whole') words.add(piece.text.parts, true);
    else if (piece.is === 'split') addSplit(words, piece.text, separators);
    else addList(words, piece.items);
  }
  return words.finish();
}

/** The word as one text, as in an assignment: nothing is split, lists are joined by blanks. */
export function joinPieces(pieces: readonly Piece[], at: Span): Text {
  return boundedText(
    pieces.flatMap((piece) =>
      piece.is === 'list'
        ? piece.items.items.flatMap(({ parts }, index) => (index === 0 ? parts : [' ', ...parts]))
        : piece.text.parts,
    ),
    at,
  );
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

function addSplit(words: WordList, text: Text, separators: string): void {
  for (const part of text.parts) {
    if (typeof part !== 'string') words.addOpen(part);
    else {
      const [first = '', ...others] = splitBySeparators(part, separators);
      if (first !== '') words.add([first], false);
      for (const other of others) {
        words.end();
        if (other !== '') words.add([other], false);
      }
    }
  }
}

function splitBySeparators(value: string, separators: string): readonly string[] {
  if (separators === '') return [value];
  const pattern = new RegExp(`[${separators.replace(/[\\^\]-]/g, '\\$&')}]+`);
  return value.split(pattern);
}

function addList(words: WordList, { items, openTo }: OpenList<Text>): void {
  for (const [index, item] of items.entries()) {
    if (index > 0) words.end();
    words.add(item.parts, true);
  }
  words.openTo(openTo);
}

/** Words while they are put together. */
class WordList {
  readonly #at: Span;
  readonly #words: Text[] = [];
  readonly #causes: Cause[] = [];
  #word: (string | Hole)[] | undefined;
  /** The hole that the word at hand consists of so far, if it could be several words or none. */
  #bare: Hole | undefined;

  constructor(at: Span) {
    this.#at = at;
  }

  /** Text that goes on the word at hand; a quoted one makes a word even if it is empty. */
  add(parts: readonly (string | Hole)[], isQuoted: boolean): void {
    if (parts.length === 0 && !isQuoted) return;
    this.#bare = undefined;
    this.#word ??= [];
    for (const part of parts) this.#word.push(part);
  }

  /** A value that is not known and not quoted. */
  addOpen(hole: Hole): void {
    if (this.#word === undefined && !isOneWord(hole)) this.#bare = hole;
    this.#word ??= [];
    this.#word.push(hole);
  }

  openTo(causes: readonly Cause[]): void {
    for (const cause of causes) this.#causes.push(cause);
  }

  end(): void {
    if (this.#word === undefined) return;
    const bare = this.#bare;
    if (bare !== undefined) {
      this.#causes.push({ kind: bare.cause.kind, because: `\`${bare.shown}\` may add arguments`, at: this.#at });
    }
    this.#words.push(boundedText(this.#word, this.#at));
    this.#word = undefined;
    this.#bare = undefined;
  }

  finish(): OpenList<Text> {
    this.end();
    return { items: this.#words, openTo: distinctCauses(this.#causes) };
  }
}

/** Prefixes of symbols whose values are always exactly one word. */
const oneWord: ReadonlySet<string> = new Set([
  ...['CI_REGISTRY', 'CI_REGISTRY_IMAGE', 'CI_REGISTRY_USER', 'CI_REGISTRY_PASSWORD', 'CI_JOB_TOKEN', 'CI_JOB_ID'],
  ...['CI_COMMIT_SHA', 'CI_COMMIT_SHORT_SHA', 'CI_COMMIT_REF_SLUG', 'CI_COMMIT_REF_NAME', 'CI_DEFAULT_BRANCH'],
  ...[
    'CI_PIPELINE_ID',
    'CI_PIPELINE_IID',
    'CI_PIPELINE_SOURCE',
    'CI_PIPELINE_URL',
    'CI_COMMIT_TIMESTAMP',
    'CI_JOB_URL',
  ],
  ...[
    'CI_PROJECT_DIR',
    'CI_PROJECT_ID',
    'CI_PROJECT_NAME',
    'CI_PROJECT_NAMESPACE',
    'CI_PROJECT_PATH',
    'CI_PROJECT_URL',
  ],
  ...['CI_PROJECT_PATH_SLUG', 'CI_SERVER_HOST', 'CI_SERVER_URL', 'CI_API_V4_URL', 'CI_JOB_STAGE', 'CI_JOB_NAME_SLUG'],
  ...['CI_DEPENDENCY_PROXY_SERVER', 'CI_DEPENDENCY_PROXY_GROUP_IMAGE_PREFIX', 'CI_BUILDS_DIR', 'CI_RUNNER_ID', 'CI'],
]);

/**
 * Whether an unknown value is one word for certain.
 * Source: docs.gitlab.com/ci/variables/predefined_variables (always set, never with blanks).
 */
export const isOneWord = ({ symbol }: Hole): boolean =>
  oneWord.has(symbol.replace(/@.*$/s, '')) || /^(?:machine architecture |one word )/.test(symbol);

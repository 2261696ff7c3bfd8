import { Composer } from 'yaml';
import type { WrittenNode } from '../yaml-written.ts';
import { lenient } from './library-options.ts';
import { bridge, bridgeLooseQuotes } from './loose-quotes.ts';
import { type TokenLimits, tokenizeYaml, type YamlTokens } from './tokens.ts';
import { writtenNode } from './written-node.ts';

/** What the library `yaml` makes of the first document of a text. */
export type LibraryReading =
  /** `end`: behind the content, in UTF-16 offsets of the text. */
  | {
      readonly is: 'read';
      readonly root: WrittenNode | undefined;
      readonly end: number;
      readonly errors: readonly LibraryError[];
    }
  /** There is no document. */
  | { readonly is: 'empty' }
  /** It is beyond the limits at this offset. */
  | { readonly is: 'too-big'; readonly offset: number };

/** What the library says of an error, with the half-open range of its place. */
export interface LibraryError {
  readonly message: string;
  readonly pos: readonly [number, number];
}

/** Reads a text by the library, with quoted scalars read to their ends where it would end them too early. Never throws. */
export function readByLibrary(text: string, limits: TokenLimits): LibraryReading {
  const read = tokenized(text, limits);
  if (read.is === 'too-big') return read;
  const [document] = new Composer(lenient).compose(read.tokens);
  if (document === undefined) return { is: 'empty' };
  const { contents, range } = document;
  const errors = document.errors.filter(({ code, pos: [at] }) => code !== 'MISSING_CHAR' || !beginsLine(text, at));
  return { is: 'read', root: contents === null ? undefined : writtenNode(contents), end: range[1], errors };
}

/** In braces, behind a plain scalar, the library wants a blank before a comment that has its line for itself; libyaml does not. */
const beginsLine = (text: string, at: number): boolean => text[at] === '#' && (at === 0 || text[at - 1] === '\n');

/** A text with several loose quotes shows them one after the other; more than these are not bridged. */
const mostBridgings = 5;

function tokenized(text: string, limits: TokenLimits): YamlTokens {
  let read = tokenizeYaml(text, limits);
  if (text.includes(bridge)) return read;
  let written = text;
  for (let round = 0; round < mostBridgings && read.is === 'read'; round += 1) {
    const bridged = bridgeLooseQuotes(written, read.tokens);
    if (bridged === undefined) break;
    written = bridged;
    read = tokenizeYaml(written, limits);
  }
  return read;
}

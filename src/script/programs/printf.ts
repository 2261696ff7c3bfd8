import type { Span } from '../../source/source-file.ts';
import { type Hole, joinTexts, knownString, literal, type Text } from '../../value/index.ts';

/**
 * `printf format arguments…` for `%s`, `%d` and `%b` without widths, and the common escapes; `undefined` for others.
 * The format is used again while arguments are left. Source: POSIX printf(1).
 */
export function printf(words: readonly Text[], at: Span): Text | undefined {
  const [formatText, ...args] = words[0] !== undefined && knownString(words[0]) === '--' ? words.slice(1) : words;
  const format = formatText === undefined ? undefined : pieces(formatText);
  if (format === undefined) return undefined;
  const perRound = format.filter((piece) => typeof piece === 'symbol').length;
  const rounds = perRound === 0 ? 1 : Math.max(1, Math.ceil(args.length / perRound));
  const texts: Text[] = [];
  for (let round = 0, used = 0; round < rounds; round += 1) {
    for (const piece of format) {
      if (typeof piece !== 'symbol') texts.push({ parts: [piece], span: at });
      else {
        const text = converted(args[used], piece, at);
        if (text === undefined) return undefined;
        texts.push(text);
        used += 1;
      }
    }
  }
  return joinTexts(texts, at);
}

/** Stand for places that take an argument: `%s`, `%d`, `%b`. */
const string = Symbol('%s');
const number = Symbol('%d');
const escaped = Symbol('%b');

type Place = typeof string | typeof number | typeof escaped;
type Piece = string | Hole | Place;

/** An argument as its place prints it; `undefined` for what is no plain number there, or has escapes. */
function converted(given: Text | undefined, place: Place, at: Span): Text | undefined {
  if (given === undefined) return literal(place === number ? '0' : '', at);
  const known = knownString(given);
  if (place === number && known !== undefined && !/^(?:0|-?[1-9]\d{0,17})$/.test(known)) return undefined;
  const hasEscapes = given.parts.some((part) => typeof part === 'string' && part.includes('\\'));
  return place === escaped && hasEscapes ? undefined : given;
}

function pieces(format: Text): readonly Piece[] | undefined {
  const found: Piece[] = [];
  for (const part of format.parts) {
    if (typeof part !== 'string') {
      found.push(part);
      continue;
    }
    for (const piece of part.split(/(%%|%[^a-zA-Z%]*[a-zA-Z]|\\.)/s)) {
      const read = readPiece(piece);
      if (read === undefined) return undefined;
      if (read !== '') found.push(read);
    }
  }
  return found;
}

function readPiece(piece: string): Piece | undefined {
  if (piece === '%%') return '%';
  if (piece === '%s') return string;
  if (piece === '%d') return number;
  if (piece === '%b') return escaped;
  if (piece.startsWith('%')) return undefined;
  return piece.startsWith('\\') ? escapes[piece] : piece;
}

const escapes: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\\\': '\\', '\\r': '\r', '\\"': '"' };

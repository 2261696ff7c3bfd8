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
  const perRound = format.filter((piece) => piece === argument).length;
  const rounds = perRound === 0 ? 1 : Math.max(1, Math.ceil(args.length / perRound));
  const texts: Text[] = [];
  for (let round = 0, used = 0; round < rounds; round += 1) {
    for (const piece of format) {
      if (piece !== argument) texts.push({ parts: [piece], span: at });
      else {
        texts.push(args[used] ?? literal('', at));
        used += 1;
      }
    }
  }
  return joinTexts(texts, at);
}

/** Stands for a place that takes an argument. */
const argument = Symbol('argument');

type Piece = string | Hole | typeof argument;

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
  if (piece.startsWith('%')) return /^%[sdb]$/.test(piece) ? argument : undefined;
  return piece.startsWith('\\') ? escapes[piece] : piece;
}

const escapes: Readonly<Record<string, string>> = { '\\n': '\n', '\\t': '\t', '\\\\': '\\', '\\r': '\r', '\\"': '"' };

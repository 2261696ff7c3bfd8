/**
 * A shell pattern (`*`, `?`, `[…]`, backslash) as the source of a regular expression; `undefined` for an extended
 * glob or a named class, which are not followed. Runs of stars become one, so that matching stays cheap.
 *
 * Source: gnu.org/software/bash/manual, Pattern Matching.
 */
export function patternSource(pattern: string, lazy = false): string | undefined {
  if (/[?*+@!]\(|\[:/.test(pattern)) return undefined;
  let source = '';
  let at = 0;
  while (at < pattern.length) {
    const [piece, next] = pieceAt(pattern, at, lazy);
    if (!(piece.startsWith('[^]*') && source.endsWith(piece))) source += piece;
    at = next;
  }
  return source;
}

/** Whether a whole string matches a pattern; `undefined` if the pattern is not followed. */
export function matchesPattern(value: string, pattern: string): boolean | undefined {
  const source = patternSource(pattern);
  if (source === undefined || isCostly(source, value)) return undefined;
  return new RegExp(`^(?:${source})$`).test(value);
}

/** Many stars against a long value would take long to match. */
export const isCostly = (source: string, value: string): boolean =>
  (source.match(/[*+]/g)?.length ?? 0) > 4 && value.length > 500;

/** A literal as the source of a regular expression. */
export const quoted = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

/** A literal as a shell pattern that matches only itself. */
export const quotedPattern = (text: string): string => text.replace(/[\\*?[\]()!+@]/g, '\\$&');

function pieceAt(pattern: string, at: number, lazy: boolean): readonly [string, number] {
  const char = String.fromCodePoint(pattern.codePointAt(at) ?? 0);
  if (char === '*') return [lazy ? '[^]*?' : '[^]*', at + 1];
  if (char === '?') return ['[^]', at + 1];
  if (char === '\\' && at + 1 < pattern.length) {
    const next = String.fromCodePoint(pattern.codePointAt(at + 1) ?? 0);
    return [quoted(next), at + 1 + next.length];
  }
  const bracket = /^\[([!^]?)(\]?[^\]]*)\]/.exec(pattern.slice(at, at + 200));
  if (bracket === null) return [quoted(char), at + char.length];
  const negation = bracket[1] === '' ? '' : '^';
  return [`[${negation}${bracketBody(bracket[2] ?? '')}]`, at + bracket[0].length];
}

const bracketBody = (body: string): string => body.replace(/[\\^[\]]/g, '\\$&').replace(/^-|-$/g, '\\-');

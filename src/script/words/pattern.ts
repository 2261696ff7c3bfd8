/**
 * A shell pattern (`*`, `?`, `[…]`, backslash) as the source of a regular expression; `undefined` for an extended
 * glob, a named class, or a bracket with characters of two code units, which are not followed. Runs of stars become one, so that matching stays cheap.
 *
 * Source: gnu.org/software/bash/manual, Pattern Matching.
 */
export function patternSource(pattern: string, lazy = false): string | undefined {
  if (/[?*+@!]\(|\[:|\[[^\]]*[\ud800-\udfff]/.test(pattern)) return undefined;
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
  const bracket = /^\[([!^]?)(\]?(?:\\[^]|[^\]\\])*)\]/.exec(pattern.slice(at, at + 200));
  if (bracket === null) return [quoted(char), at + char.length];
  const negation = bracket[1] === '' ? '' : '^';
  return [`[${negation}${bracketBody(bracket[2] ?? '')}]`, at + bracket[0].length];
}

/** What is between brackets as a class of a regular expression. In a range that ends before it begins is nothing, as in bash. */
function bracketBody(body: string): string {
  let source = '';
  for (let at = 0; at < body.length; ) {
    const first = characterAt(body, at);
    const last = body[first.end] === '-' && first.end + 1 < body.length ? characterAt(body, first.end + 1) : undefined;
    if (last === undefined) source += inClass(first.char);
    else if (first.char <= last.char) source += `${inClass(first.char)}-${inClass(last.char)}`;
    at = (last ?? first).end;
  }
  return source;
}

/** The character at an offset, a backslash before it taken away, and where it ends. */
function characterAt(body: string, at: number): { readonly char: string; readonly end: number } {
  const isQuoted = body[at] === '\\' && at + 1 < body.length;
  const from = isQuoted ? at + 1 : at;
  return { char: body.charAt(from), end: from + 1 };
}

const inClass = (char: string): string => char.replace(/[\\^[\]-]/, '\\$&');

/**
 * Regular expressions of `rules:if`, `/…/` with flags, as RE2 reads them, carried over to JavaScript.
 * Source: GitLab `lib/gitlab/untrusted_regexp/ruby_syntax.rb`; github.com/google/re2, doc/syntax.txt.
 */

/** Whether RE2 accepts the pattern. It has no look-around and no back-references. */
export function isPatternValid(pattern: string): boolean {
  if (/(?<!\\)(?:\\\\)*(?:\(\?<?[=!]|\\[1-9])/.test(bodyOf(pattern))) return false;
  return compile(pattern) !== undefined || hasForeignSyntax(bodyOf(pattern));
}

/** Whether the pattern occurs in the text; `undefined` where that cannot be told with bounded effort. */
export function patternOccurs(pattern: string, text: string): boolean | undefined {
  if (effortOf(bodyOf(pattern), text.length) > maxEffort) return undefined;
  return compile(pattern)?.test(text);
}

/** Whether a string is a pattern in slashes, as the value of a variable may be. */
export const isPattern = (text: string): boolean => /^\/(?:[^/\\]|\\[^])+[^\\/]?\/[ismU]*/.test(text);

/** Steps of matching that are always affordable. */
const maxEffort = 3e7;

/** An upper bound for the steps a backtracking matcher takes; RE2 itself is linear. */
function effortOf(body: string, length: number): number {
  const quantifiers = body.match(/(?<![(\\])[*+?{]/g)?.length ?? 0;
  const isNested = /\)[*+{?]/.test(body);
  const size = length + 1;
  return isNested ? Math.max(2 ** size, size ** (quantifiers + 1)) : size ** (quantifiers + 1);
}

const bodyOf = (pattern: string): string => pattern.slice(1, pattern.lastIndexOf('/')).replaceAll('\\/', '/');
const flagsOf = (pattern: string): string => pattern.slice(pattern.lastIndexOf('/') + 1);

/** Syntax of RE2 that JavaScript does not know and that is not carried over. */
const hasForeignSyntax = (body: string): boolean => /\\[pPCQExX]|\(\?[imsU-]+[:)]|\[\[:/.test(body);

function compile(pattern: string): RegExp | undefined {
  const body = bodyOf(pattern);
  const leading = /^\(\?([ims]+)\)/.exec(body);
  const carried = body
    .slice(leading?.[0].length ?? 0)
    .replaceAll('(?P<', '(?<')
    .replaceAll('\\A', '^')
    .replaceAll('\\z', '$');
  if (hasForeignSyntax(carried)) return undefined;
  const written = flagsOf(pattern) + (leading?.[1] ?? '');
  const flags = ['i', 'm', 's'].filter((flag) => written.includes(flag)).join('');
  try {
    return new RegExp(carried, flags);
  } catch {
    return undefined;
  }
}

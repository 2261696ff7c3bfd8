/**
 * Whether a path matches a pattern of `exists` or `changes`, as Ruby's `File.fnmatch` with PATHNAME, DOTMATCH and
 * EXTGLOB does: `*` and `?` do not match `/`, `**` with a slash matches any folders, `{a,b}` either, `[a-z]` one character.
 * Takes steps in proportion to the product of the lengths; of very many alternatives only the first count.
 * Source: docs.ruby-lang.org, File.fnmatch.
 */
export function matchesGlob(pattern: string, path: string): boolean {
  return expandBraces(pattern).some((alternative) => matchesPlain(alternative, path));
}

const maxAlternatives = 200;

function expandBraces(pattern: string): readonly string[] {
  let done: string[] = [''];
  let rest = pattern;
  for (let group = nextGroup(rest); group !== null; group = nextGroup(rest)) {
    const before = rest.slice(0, group.index);
    const choices = (group[1] ?? '').split(',');
    done = done.flatMap((head) => choices.map((choice) => head + before + choice)).slice(0, maxAlternatives);
    rest = rest.slice(group.index + group[0].length);
  }
  return done.map((head) => head + rest);
}

/** The first group without groups inside it; nested ones are rare enough to stay literal. */
const nextGroup = (text: string): RegExpExecArray | null => /\{([^{}]*)\}/.exec(text);

function matchesPlain(pattern: string, path: string): boolean {
  let reached: ReadonlySet<number> = new Set([0]);
  for (const part of pattern.match(/(?<![^/])\*\*\/|\*+|\[[^\]]+\]|\\?[^]/g) ?? []) {
    reached = advance(part, reached, path);
    if (reached.size === 0) return false;
  }
  return reached.has(path.length);
}

function advance(part: string, from: ReadonlySet<number>, path: string): ReadonlySet<number> {
  if (part === '**/') return folders(from, path);
  if (part.startsWith('*')) return spread(from, path);
  const next = new Set<number>();
  for (const at of from) {
    const character = path[at];
    if (character !== undefined && matchesOne(part, character)) next.add(at + 1);
  }
  return next;
}

function matchesOne(part: string, character: string): boolean {
  if (part === '?') return character !== '/';
  if (!part.startsWith('[') || part.length === 1) return part.replace(/^\\(?=.)/s, '') === character;
  const isNegated = /^\[[!^]/.test(part);
  const ranges = part.slice(isNegated ? 2 : 1, -1).match(/[^]-[^]|[^]/g) ?? [];
  const isInside = ranges.some((range) => character >= range.charAt(0) && character <= range.charAt(range.length - 1));
  return character !== '/' && isInside !== isNegated;
}

function folders(from: ReadonlySet<number>, path: string): ReadonlySet<number> {
  const next = new Set(from);
  const [first = path.length] = [...from].sort((a, b) => a - b);
  for (let at = path.indexOf('/', first); at !== -1; at = path.indexOf('/', at + 1)) next.add(at + 1);
  return next;
}

function spread(from: ReadonlySet<number>, path: string): ReadonlySet<number> {
  const next = new Set<number>();
  for (const start of from) {
    for (let at = start; at <= path.length && !next.has(at); at += 1) {
      next.add(at);
      if (path[at] === '/') break;
    }
  }
  return next;
}

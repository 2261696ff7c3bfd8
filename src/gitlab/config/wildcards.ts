/**
 * Whether a path matches a pattern of `include:local`: `*` stands for anything but `/`, `**` for anything. Takes
 * steps in proportion to the product of the lengths.
 * Source: GitLab `app/models/repository.rb`, search_files_by_wildcard_path.
 */
export function matchesWildcards(pattern: string, path: string): boolean {
  let reached: ReadonlySet<number> = new Set([0]);
  for (const part of pattern.match(/\*\*|[^]/g) ?? []) {
    reached = part.startsWith('*') ? spread(reached, path, part === '*') : step(reached, path, part);
    if (reached.size === 0) return false;
  }
  return reached.has(path.length);
}

function step(from: ReadonlySet<number>, path: string, character: string): ReadonlySet<number> {
  const next = new Set<number>();
  for (const at of from) if (path[at] === character) next.add(at + 1);
  return next;
}

function spread(from: ReadonlySet<number>, path: string, stopsAtSlash: boolean): ReadonlySet<number> {
  const next = new Set<number>();
  for (const start of from) {
    for (let at = start; at <= path.length && !next.has(at); at += 1) {
      next.add(at);
      if (stopsAtSlash && path[at] === '/') break;
    }
  }
  return next;
}

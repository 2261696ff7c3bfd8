/** Lines from `first` to `last`, both 1-based and both included. */
export interface LineRange {
  readonly first: number;
  readonly last: number;
}

/**
 * The lines that a patch without context adds or changes, by path of the new file. Where lines are only removed, the line above
 * and the line below count as changed: they say something else without the others. Deleted files are left out.
 *
 * Source: git-diff(1), "Generating patch text with -p"; names with control characters, `"` or `\` are quoted as in C.
 */
export function readPatch(patch: string): ReadonlyMap<string, readonly LineRange[]> {
  const changed = new Map<string, LineRange[]>();
  let ranges: LineRange[] | undefined;
  let body = 0;
  for (const line of patch.split('\n')) {
    if (body > 0 && /^[-+]/.test(line)) {
      body--;
      continue;
    }
    const path = line.startsWith('+++ ') ? pathIn(line.slice(4)) : undefined;
    if (line.startsWith('diff --git ')) ranges = undefined;
    if (path !== undefined) changed.set(path, (ranges = []));
    const hunk = /^@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@/.exec(line);
    if (hunk === null) continue;
    const [removed, first, added] = [Number(hunk[1] ?? '1'), Number(hunk[2]), Number(hunk[3] ?? '1')];
    body = removed + added;
    // Without lines of its own, `first` is the line behind which lines are missing; 0 at the begin of the file.
    ranges?.push(added > 0 ? { first, last: first + added - 1 } : { first: Math.max(first, 1), last: first + 1 });
  }
  return new Map([...changed].filter(([, own]) => own.length > 0));
}

/** Whether a patch may leave out files because they are binary; then `git diff --numstat -z` tells which. */
export const namesBinary = (patch: string): boolean => /^Binary files .* differ$/m.test(patch);

/**
 * The paths of binary files in what `git diff --numstat -z` answers, the new ones where files have moved.
 *
 * Source: git-diff(1), "OTHER DIFF FORMATS": `<added> TAB <deleted> TAB <path> NUL`, or two paths behind an empty one; `-` for binary.
 */
export function binaryIn(counts: string): readonly string[] {
  const parts = counts.split('\0');
  const paths: string[] = [];
  for (let at = 0; at < parts.length; at++) {
    const [, added, path] = /^(-|\d+)\t(?:-|\d+)\t([^]*)$/.exec(parts[at] ?? '') ?? [];
    if (path === '') at += 2;
    const written = path === '' ? parts[at] : path;
    if (added === '-' && written !== undefined) paths.push(written);
  }
  return paths;
}

/** The path behind `+++ `, without its `b/`; `undefined` for `/dev/null`. Behind names with blanks git puts a tab. */
function pathIn(written: string): string | undefined {
  const name = written.startsWith('"') ? unquoted(written) : written.replace(/\t$/, '');
  return name.startsWith('b/') ? name.slice(2) : undefined;
}

/** Escapes of C with the byte they stand for. */
const escapes: Readonly<Record<string, number>> = { a: 7, b: 8, t: 9, n: 10, v: 11, f: 12, r: 13, '"': 34, '\\': 92 };

/** A quoted name: octal escapes are bytes of UTF-8. */
function unquoted(written: string): string {
  const pieces = written.slice(1, written.lastIndexOf('"')).match(/\\[0-7]{3}|\\.|[^\\]+/g) ?? [];
  const bytes = pieces.map((piece) => {
    if (!piece.startsWith('\\')) return Buffer.from(piece, 'utf8');
    const code = escapes[piece.slice(1)] ?? Number.parseInt(piece.slice(1), 8);
    return Buffer.from([code]);
  });
  return Buffer.concat(bytes).toString('utf8');
}

import { existsSync, mkdirSync, readdirSync, readFileSync, rmdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** The files of a repository by path. A lone surrogate from U+DC80 to U+DCFF stands for a byte that is no UTF-8. */
export type Files = Readonly<Record<string, string>>;

/** The files below a folder. */
export function readFiles(folder: string): Files {
  if (!existsSync(folder)) return {};
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = entries.map((entry) => relative(folder, join(entry.parentPath, entry.name))).sort();
  return Object.fromEntries(paths.map((path) => [path, readFileSync(join(folder, path), 'utf8')]));
}

/**
 * Replaces a folder by one that holds the files and nothing else. `present`: what it holds, of which only the difference is
 * written then; `undefined` where nobody knows.
 */
export function writeFiles(folder: string, files: Files, present: Files | undefined): void {
  if (present === undefined) rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const before = present ?? {};
  const gone = Object.keys(before).filter((path) => files[path] === undefined);
  for (const path of gone) rmSync(join(folder, path));
  for (const path of emptied(gone, Object.keys(files))) rmdirSync(join(folder, path));
  for (const [path, text] of Object.entries(files)) {
    if (before[path] === text) continue;
    if (path.includes('/')) mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), bytesOf(text));
  }
}

/** The folders of files that are gone that hold none of those that are left, the inner ones first. */
function emptied(gone: readonly string[], left: readonly string[]): readonly string[] {
  const kept = new Set(left.flatMap(foldersOf));
  const folders = new Set(gone.flatMap(foldersOf).filter((folder) => !kept.has(folder)));
  return [...folders].sort((one, other) => other.length - one.length);
}

/** The folders that a path leads through, without the one that it starts in. */
function foldersOf(path: string): readonly string[] {
  const folder = dirname(path);
  return folder === '.' ? [] : [folder, ...foldersOf(folder)];
}

/** The text as the command reads it from the bytes. */
export const readAs = (text: string): string => bytesOf(text).toString('utf8');

/** The bytes of a file. */
export function bytesOf(text: string): Buffer {
  if (!rawByte.test(text)) return Buffer.from(text, 'utf8');
  const parts = text.split(rawByte);
  return Buffer.concat(
    parts.map((part) => (rawByte.test(part) ? Buffer.of(part.charCodeAt(0) - 0xdc00) : Buffer.from(part, 'utf8'))),
  );
}

const rawByte = /((?<![\ud800-\udbff])[\udc80-\udcff])/;

import { posix } from 'node:path';
import type { FileContent, Workspace } from '../source/workspace.ts';
import { textOf, tooLarge } from './file-text.ts';
import { readBlobs } from './git-blobs.ts';
import { isForeign } from './list-files.ts';
import { type GitAnswer, runGit } from './run-git.ts';

/** A file of a commit. */
interface TreeEntry {
  readonly path: string;
  readonly isLink: boolean;
  /** The hash of its content. */
  readonly blob: string;
  readonly bytes: number;
}

/**
 * The files of a folder at a commit. What pipelines are made of is read with the first file, all at once, because each call
 * of git takes its time; other files when they are asked for.
 */
export function treeWorkspace(folder: string, commit: string): GitAnswer<Workspace> {
  const listing = runGit(folder, ['ls-tree', '-r', '-z', '--long', commit]);
  if (listing.is === 'failed') return listing;
  const listed = entriesIn(listing.value.toString('utf8'));
  const links = readBlobs(
    folder,
    listed.filter(({ isLink }) => isLink).map(({ blob }) => blob),
  );
  if (links.is === 'failed') return links;
  const entries = withoutLinks(listed, links.value);
  const blobs = blobReader(folder, [...entries.values()]);
  return {
    is: 'answer',
    value: {
      paths: [...entries.keys()].filter((path) => !isForeign(path)).sort(),
      read(path) {
        const entry = entries.get(posix.normalize(path));
        return entry === undefined ? { is: 'missing' } : (tooLarge(entry.bytes) ?? blobs(entry.blob));
      },
    },
  };
}

/** Source: git-ls-tree(1), `<mode> SP <type> SP <object> SP+ <size> TAB <path>`, each with NUL behind it. */
const entriesIn = (listing: string): readonly TreeEntry[] =>
  listing.split('\0').flatMap((line) => {
    const match = /^(\d+) blob ([0-9a-f]+) +(\d+)\t([^]+)$/.exec(line);
    if (match === null) return [];
    const [, mode = '', blob = '', bytes = '', path = ''] = match;
    return [{ path, blob, bytes: Number(bytes), isLink: mode === '120000' }];
  });

/** Longer chains of links lead nowhere. */
const mostLinks = 10;

/** The files by path, links replaced by the files that they lead to; links that leave the folder are left out. */
function withoutLinks(
  listed: readonly TreeEntry[],
  links: ReadonlyMap<string, Buffer>,
): ReadonlyMap<string, TreeEntry> {
  const entries = new Map(listed.map((entry) => [entry.path, entry]));
  const followed = listed.flatMap((entry) => {
    let file: TreeEntry | undefined = entry;
    for (let steps = 0; file?.isLink === true; steps++) {
      const target: string | undefined = steps < mostLinks ? links.get(file.blob)?.toString('utf8') : undefined;
      file = target === undefined ? undefined : entries.get(posix.join(posix.dirname(file.path), target));
    }
    return file === undefined ? [] : [[entry.path, file] as const];
  });
  return new Map(followed);
}

/** Files that pipelines are mostly made of. */
const likely = /(?:\.(?:ya?ml|sh|bash|mk|hcl|toml|json|env)|(?:^|\/)(?:[^/]*Dockerfile|Containerfile|Makefile)[^/]*)$/i;

/** So many of them, and none larger than this. */
const mostLikely = 2_000;
const largestLikely = 64 * 1024;

function blobReader(folder: string, entries: readonly TreeEntry[]): (blob: string) => FileContent {
  let contents: Map<string, FileContent> | undefined;
  const fetch = (blobs: readonly string[]): readonly (readonly [string, FileContent])[] => {
    const found = readBlobs(folder, blobs);
    if (found.is === 'failed') return blobs.map((blob) => [blob, { is: 'unreadable', because: found.because }]);
    return [...found.value].map(([blob, bytes]) => [blob, textOf(bytes)]);
  };
  return (blob) => {
    contents ??= new Map(fetch(likelyAmong(entries)));
    for (const [fetched, content] of contents.has(blob) ? [] : fetch([blob])) contents.set(fetched, content);
    return contents.get(blob) ?? { is: 'unreadable', because: 'git does not hold its content' };
  };
}

const likelyAmong = (entries: readonly TreeEntry[]): readonly string[] =>
  entries
    .filter(({ path, bytes }) => likely.test(path) && bytes <= largestLikely && !isForeign(path))
    .slice(0, mostLikely)
    .map(({ blob }) => blob);
